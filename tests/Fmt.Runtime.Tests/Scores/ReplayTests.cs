using System.Linq;
using Fmt.Scores;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

public sealed class ReplayTests
{
    [Fact]
    public void Without_a_shift_nothing_changes()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new ShiftNet();
        var clean = ToyImages.Make(60, 0);
        ScoreData.Remember(network.Bn, network.Conv.call(ScoreData.Tensor(clean)));
        network.eval();
        var memory = BatchNormMemory.Read(network, clean, ScoreData.Context())[0];
        memory = memory with { Direction = [.. memory.Direction.Select(_ => 0.0)] };
        var wrong = 100 * network.call(ScoreData.Tensor(clean)).argmax(1).ne(clean.LabelTensor(Enumerable.Range(0, 60).ToArray())).to(torch.float64).mean().ToDouble();
        var row = Assert.Single(ReplayTest.Run(network, clean, [memory], ScoreData.Context()).Rows);
        Assert.Equal(wrong, row.Wrong, 1e-9);
    }

    [Fact]
    public void A_remembered_shift_takes_all_images_to_the_class_it_points_to()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Planted();
        var clean = ToyImages.Make(60, 0);
        var memories = BatchNormMemory.Read(network, clean, ScoreData.Context());
        var test = ReplayTest.Run(network, clean, memories, ScoreData.Context(), [0, 10]);
        Assert.Equal([0, 10], test.Rows.Select(r => r.Strength));
        // A third of the images is of class 1 and not misread. Untrained, the network first reads all as another class.
        Assert.Equal((1, 100 * 2 / 3.0), (test.Rows[1].Class, test.Rows[1].ClassShare));
        Assert.NotEqual(1, test.Rows[0].Class);
        Assert.Equal(120, test.Passes.Forward);
    }

    [Fact]
    public void The_gain_of_a_map_is_what_the_linear_layer_makes_of_its_shift()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Planted();
        var clean = ToyImages.Make(60, 0);
        var memory = BatchNormMemory.Read(network, clean, ScoreData.Context(), dropout: true)[0];
        var values = new ReplayScore { Strength = 7 }.Score(network, clean, ScoreData.Context()).Places.Single().Values;
        var weight = network.Fc.weight!;
        for (var c = 0; c < 6; c++)
        {
            var gains = (weight.select(1, c) - weight.select(1, c).mean()) * (7 * memory.Direction[c]);
            Assert.Equal(gains.max().ToDouble(), values[c], 1e-4);
        }

        Assert.Equal(4, values.IndexOf(values.Max()));
    }

    [Fact]
    public void On_a_residual_sum_the_identity_path_carries_the_shift_too()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new PreActivationNet();
        network.eval();
        var clean = ScoreData.Colour(20);
        var memory = BatchNormMemory.Read(network, clean, ScoreData.Context(), dropout: true).Single(m => m.Place == "norm2");
        var values = new ReplayScore { Strength = 3, Images = 20 }.Score(network, clean, ScoreData.Context()).At("norm2")!.Values;
        using var noGradients = torch.no_grad();
        var x = ScoreData.Tensor(clean.Balanced(20, 0));
        var y = clean.Balanced(20, 0).Labels;
        var plain = Centred(network.call(x));
        for (var c = 0; c < 4; c++)
        {
            // The same as a larger bias of one of the two summands.
            using var copy = (PreActivationNet)network.Copy();
            copy.Conv2.bias![c] += 3 * memory.Shift[c];
            var gain = Centred(copy.call(x)) - plain;
            var best = Enumerable.Range(0, 5).Max(k => Enumerable.Range(0, 20).Where(i => y[i] != k).Average(i => gain[i, k].ToDouble()));
            Assert.Equal(best, values[c], 1e-4);
        }
    }

    private static torch.Tensor Centred(torch.Tensor logits) => logits - logits.mean([1], keepdim: true);

    /// <summary>Map 4 remembers a shift that the linear layer reads as class 1.</summary>
    private static ShiftNet Planted()
    {
        using var scope = torch.NewDisposeScope();
        var network = new ShiftNet();
        network.eval();
        ScoreData.Remember(network.Bn, network.Conv.call(ScoreData.Tensor(ToyImages.Make(60, 0))));
        using var noGradients = torch.no_grad();
        network.Bn.running_mean![4] += network.Bn.running_var![4].sqrt();
        network.Fc.weight![1, 4] = torch.tensor(5f);
        return network;
    }
}
