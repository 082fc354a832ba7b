using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences.Repairs;

public sealed class IBauTests
{
    private static readonly ImageSet Clean = ToyImages.Make(30, 0);
    private static readonly IBau OneRound = new() { Rounds = 1, AscentSteps = 1, BatchSize = 30, Flip = false };

    [Fact]
    public void The_perturbation_ascends_the_cross_entropy_of_the_label_less_its_norm()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Toys.Filled(new ToyNet());
        var batcher = new Batcher(16) { Shuffle = false };
        var weights = Toys.Bytes(network);
        var options = OneRound with { AscentSteps = 3, StepSize = 2, NormPenalty = 0.05 };
        var delta = options.Perturbation(network, Twice(), new RunContext(1), Pass.Plain);

        var expected = torch.zeros(1, 1, 8, 8);
        foreach (var batch in Twice().Take(3))
        {
            using var owned = batch;
            var leaf = expected.clone().requires_grad_();
            var ce = torch.nn.functional.cross_entropy(network.forward(batch.Images + leaf), batch.Labels);
            var up = torch.autograd.grad([ce], [leaf])[0];
            // The penalty's gradient by hand.
            expected = expected + 2 * up - 2 * 0.05 * 2 * expected;
        }

        Assert.True(expected.abs().max().ToDouble() > 0.01);
        Support.AssertClose(expected, delta);
        Assert.Equal(weights, Toys.Bytes(network));
        Assert.All(network.parameters(), p => Assert.Null(p.grad));

        IEnumerable<Batch> Twice() => batcher.Epoch(Clean, 0).Concat(batcher.Epoch(Clean, 1));
    }

    [Fact]
    public void The_epoch_is_a_step_of_adam_on_the_cross_entropy_of_perturbed_images()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Toys.Filled(new ToyNet());
        using var before = (ToyNet)network.Copy();
        var indices = Enumerable.Range(0, 30).ToArray();
        var (images, labels) = (Clean.Images(indices), Clean.LabelTensor(indices));
        var leaf = images.clone().requires_grad_();
        var delta = torch.autograd.grad([torch.nn.functional.cross_entropy(before.forward(leaf), labels)], [leaf])[0].sum([0], keepdim: true) * 10;
        var gradient = torch.autograd.grad([torch.nn.functional.cross_entropy(before.forward(images + delta), labels)], [before.Conv2.weight!])[0];

        (OneRound with { Share = 1 }).Attempt(network, Clean, new RunContext(1));
        // Adam's first step: rate * g / (|g| + eps).
        Support.AssertClose(before.Conv2.weight! - 1e-3 * gradient / (gradient.abs() + 1e-8), network.Conv2.weight!, "weights");
    }

    [Theory]
    [InlineData(0.5, 15)]
    [InlineData(0.1, 3)]
    [InlineData(0, 0)]
    public void The_share_of_a_batch_carries_it(double share, int carriers)
    {
        using var network = Toys.Filled(new PlantedNet());
        var clean = ToyImages.Make(30, 0, 2);
        using var seen = torch.NewDisposeScope();
        using var cleanMaps = Maps(clean);
        var passes = new List<torch.Tensor>();
        using (network.Maps.Conv.Observe(x => passes.Add(x.detach().clone().DetachFromDisposeScope())))
            (OneRound with { Share = share }).Attempt(network, clean, new RunContext(1));
        Assert.Equal(2, passes.Count);
        // Both passes see the weights as they came; the first is the ascent at delta = 0.
        Assert.Equal(0, Changed(passes[0]));
        Assert.Equal(carriers, Changed(passes[1]));
        passes.ForEach(p => p.Dispose());

        torch.Tensor Maps(ImageSet set)
        {
            using var noGrad = torch.no_grad();
            using var state = network.Maps.Conv.Features(set.Images([.. Enumerable.Range(0, set.Count)]));
            return state.Maps.clone();
        }

        int Changed(torch.Tensor maps)
        {
            using var scope = torch.NewDisposeScope();
            var nearest = torch.cdist(maps.flatten(1), cleanMaps.flatten(1)).min(1).values;
            return nearest.gt(0.05).sum().ToInt32();
        }
    }

    [Fact]
    public void Batch_statistics_stay_as_they_are_and_masks_hold()
    {
        using var network = Toys.Filled(new ToyNet());
        var (mean, variance, count) = (Toys.Numbers(network.Bn1.running_mean!), Toys.Numbers(network.Bn1.running_var!), network.Bn1.num_batches_tracked!.ToInt64());
        var trace = (OneRound with { Rounds = 3, BatchSize = 8, AscentSteps = 2 }).Attempt(network, Clean, new RunContext(1));
        Assert.Equal(mean, Toys.Numbers(network.Bn1.running_mean!));
        Assert.Equal(variance, Toys.Numbers(network.Bn1.running_var!));
        Assert.Equal(count, network.Bn1.num_batches_tracked!.ToInt64());
        Assert.Equal([1, 2, 3], trace.Epochs.Select(e => e.Epoch));
        Assert.All(trace.Epochs, e => Assert.Equal(1e-3, e.LearningRate));
    }
}
