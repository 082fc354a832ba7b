using System;
using System.Collections.Concurrent;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Tests.Defences;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Engine;

public sealed class FeatureMapTestTests
{
    private const double Eps = 4 / 255.0;

    [Fact]
    public void Started_at_the_images_themselves_the_gradient_is_zero_and_nothing_moves()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var (x, y) = Batch(ToyImages.Make(40, 0));
        network.eval();
        using var noGrad = torch.no_grad();
        var wrong = (int)network.forward(x).argmax(1).ne(y).sum().ToInt64();
        using (torch.enable_grad())
        {
            foreach (var row in FeatureMapTest.Score(network, x, x, y, new MapAttack(Eps, Eps)))
            {
                Assert.All(row.StartLoss, l => Assert.Equal(0, l));
                Assert.All(row.Mispredicted, m => Assert.Equal(wrong, m));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_pixel_leaves_the_ball_or_the_pixel_range(int steps)
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var set = ToyImages.Make(30, 0);
        var (x, y) = Batch(set);
        var start = Start(x, Eps / 2);
        var (largest, low, high) = (0.0, 1.0, 0.0);
        var gate = new object();
        // The network normalises nothing, so its first layer reads the pixels.
        var hook = network.Conv1.register_forward_pre_hook((_, input) =>
        {
            using var inner = torch.NewDisposeScope();
            using var off = torch.no_grad();
            lock (gate)
            {
                largest = Math.Max(largest, (input - x).abs().max().ToDouble());
                (low, high) = (Math.Min(low, input.min().ToDouble()), Math.Max(high, input.max().ToDouble()));
            }

            return input;
        });
        FeatureMapTest.Score(network, x, start, y, new MapAttack(Eps, 2 * Eps, steps));
        hook.remove();
        Assert.InRange(largest, Eps * 0.99, Eps * 1.00001);
        Assert.InRange(low, 0, 1);
        Assert.InRange(high, 0, 1);
    }

    [Fact]
    public void The_gradient_is_autograds_of_the_mean_squared_change_of_that_map_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var (x, y) = Batch(ToyImages.Make(20, 0));
        var start = Start(x, Eps / 2);
        var scores = FeatureMapTest.Score(network, x, start, y, new MapAttack(Eps, 1.5 * Eps));
        network.eval();
        foreach (var (site, channel) in new[] { (0, 0), (0, 63), (1, 5) })
        {
            // By hand, with two plain forwards and a hook of TorchSharp's own.
            torch.Tensor? seen = null;
            var layer = site == 0 ? network.Conv1 : network.Conv2;
            var hook = layer.register_forward_hook((_, _, output) =>
            {
                seen = output.clone();
                return output;
            });
            network.forward(x);
            var clean = seen!.detach();
            var leaf = start.detach().clone().requires_grad_(true);
            network.forward(leaf);
            var loss = (seen![.., channel] - clean[.., channel]).square().mean();
            var gradient = torch.autograd.grad([loss], [leaf])[0];
            var z = torch.minimum(torch.maximum(leaf.detach() + (gradient.sign() * (1.5 * Eps)), (x - Eps).clamp(0, 1)), (x + Eps).clamp(0, 1));
            hook.remove();
            Assert.Equal(loss.ToDouble(), scores[site].StartLoss[channel], 1e-6 * loss.ToDouble());
            var logits = network.forward(z).detach();
            Assert.Equal(logits.argmax(1).ne(y).sum().ToInt64(), scores[site].Mispredicted[channel]);
            var margins = Enumerable.Range(0, 20).Select(i => Enumerable.Range(0, 3).Where(k => k != y[i].ToInt64()).Max(k => logits[i, k].ToDouble()) - logits[i, y[i].ToInt64()].ToDouble());
            Assert.Equal(margins.Average(), scores[site].Margin[channel], 1e-5);
        }
    }

    [Fact]
    public void A_planted_map_is_the_most_suspect_one()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new PlantedNet();
        // Even images, on which a checkerboard filter of sum zero is silent.
        var x = torch.linspace(0.3, 0.7, 20).reshape(20, 1, 1, 1).expand(20, 1, 8, 8).contiguous();
        using (torch.no_grad())
        {
            network.Conv.weight.mul_(0.01);
            network.Conv.weight[41].copy_(torch.tensor([1f, -1, 1, -1, 0, -1, 1, -1, 1], [1, 3, 3]) * 4);
            network.Fc.weight.mul_(0.05);
            network.Fc.weight[0, 41] = torch.tensor(-3f);
            network.Fc.weight[1, 41] = torch.tensor(3f);
            // Class 0 has a lead that only that one map, fully awake, can make up for.
            network.Fc.bias![0] = torch.tensor(1f);
            network.Fc.bias![1] = torch.tensor(0f);
        }

        // The labels are what the network says of the clean images, so that every error is the perturbation's.
        network.eval();
        var y = network.forward(x).argmax(1).detach();
        var scores = FeatureMapTest.Score(network, x, Start(x, Eps / 2), y, new MapAttack(Eps, 1.5 * Eps))[0];
        Assert.Equal(scores.Mispredicted.Max(), scores.Mispredicted[41]);
        Assert.True(scores.Mispredicted[41] > scores.Mispredicted.Where((_, c) => c != 41).Max(), string.Join(' ', scores.Mispredicted));
    }

    [Fact]
    public void Permuting_the_channels_of_a_layer_permutes_its_scores()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var (x, y) = Batch(ToyImages.Make(40, 0));
        var start = Start(x, Eps / 2);
        var attack = new MapAttack(Eps, 1.5 * Eps);
        var before = FeatureMapTest.Score(network, x, start, y, attack);
        var order = Enumerable.Range(0, 64).ToArray();
        new RandomSource(5, "permute").Shuffle(order);
        var index = torch.tensor(order.Select(c => (long)c).ToArray());
        using (torch.no_grad())
        {
            foreach (var name in new[] { "conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var" })
                network.StateTensor(name).copy_(network.StateTensor(name).index_select(0, index));
            network.Conv2.weight.copy_(network.Conv2.weight.index_select(1, index));
        }

        var after = FeatureMapTest.Score(network, x, start, y, attack);
        Assert.Equal(order.Select(c => before[0].Mispredicted[c]), after[0].Mispredicted);
    }

    [Fact]
    public void Scores_do_not_depend_on_the_callers_threads_and_leave_the_mode_and_memory_alone()
    {
        using var network = ToyImages.Network();
        network.train();
        var threads = torch.get_num_threads();
        var runs = new ConcurrentBag<string>();
        foreach (var number in new[] { 1, 2, 1 })
        {
            torch.set_num_threads(number);
            using var scope = torch.NewDisposeScope();
            var (x, y) = Batch(ToyImages.Make(150, 0));
            var scores = FeatureMapTest.Score(network, x, Start(x, Eps / 2), y, new MapAttack(Eps, 1.5 * Eps));
            runs.Add(string.Join(';', scores.Select(s => string.Join(',', s.Mispredicted) + string.Join(',', s.StartLoss.Select(l => l.ToString("R", null))))));
        }

        torch.set_num_threads(threads);
        Assert.Single(runs.Distinct());
        Assert.True(network.training);
    }

    private static (torch.Tensor X, torch.Tensor Y) Batch(ImageSet set)
    {
        var indices = Enumerable.Range(0, set.Count).ToArray();
        return (set.Images(indices), set.LabelTensor(indices));
    }

    private static torch.Tensor Start(torch.Tensor x, double alpha)
    {
        var signs = new float[x.numel()];
        new RandomSource(0, "start").Signs(signs);
        return (x + (torch.tensor(signs, x.shape) * alpha)).clamp(0, 1);
    }
}
