using System.Linq;
using Fmt.Data;
using Fmt.Scores;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

public sealed class ClpTests
{
    [Fact]
    public void A_filter_of_one_position_has_its_norm()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new ShiftNet();
        using (torch.no_grad())
        {
            network.Conv.weight.copy_(torch.tensor([1f, -2, 3, -4, 5, 6], [6, 1, 1, 1]));
            network.Bn.weight!.copy_(torch.tensor([1f, 1, -1, 2, 1, 0]));
            network.Bn.running_var!.copy_(torch.tensor([1f, 1, 1, 1, 4, 1]));
        }

        var table = new ClpScore().Score(network, ToyImages.Make(3, 0), ScoreData.Context());
        foreach (var (expected, value) in new[] { 1.0, 2, 3, 8, 2.5, 0 }.Zip(table.Places.Single().Values)) Assert.Equal(expected, value, 1e-4);
        Assert.Equal((0, "conv"), (table.Passes.Forward, table.Places[0].Place));
    }

    [Fact]
    public void It_is_the_largest_singular_value_of_every_filter_over_the_pairs_of_the_graph()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Support.Make(nameof(ResidualNet));
        var table = new ClpScore().Score(network, ScoreData.Colour(5), ScoreData.Context());
        // The shortcut has no batch norm.
        Assert.Equal(network.AllNorms.Select(n => n.Site.Producer), table.Places.Select(p => p.Place));
        foreach (var norm in network.AllNorms)
        {
            var weight = network.StateTensor(norm.Site.Producer + ".weight");
            var expected = torch.linalg.svdvals(weight.flatten(2)).amax(1) * norm.Layer.weight!.abs() / (norm.Layer.running_var! + 1e-5).sqrt();
            Support.AssertClose(expected.to(torch.float64), torch.tensor(table.At(norm.Site.Producer!)!.Values.ToArray()));
        }

        using var pre = new PreActivationNet();
        Assert.Equal(["conv1"], new ClpScore().Score(pre, ScoreData.Colour(5), ScoreData.Context()).Places.Select(p => p.Place));
    }

    [Fact]
    public void Permuted_channels_have_permuted_scores_and_a_scale_that_the_variance_takes_up_changes_none()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var clean = ToyImages.Make(3, 0);
        double[] Values() => [.. new ClpScore().Score(network, clean, ScoreData.Context()).Places[0].Values];
        using var noGradients = torch.no_grad();
        network.Bn1.weight!.copy_(torch.linspace(-1, 2, 64));
        var before = Values();
        network.Conv1.weight.mul_(3);
        network.Bn1.running_var!.mul_(9);
        foreach (var (a, b) in before.Zip(Values())) Assert.Equal(a, b, 1e-5);

        var order = Enumerable.Range(0, 64).ToArray();
        new RandomSource(1, "order").Shuffle(order);
        var index = torch.tensor(order.Select(i => (long)i).ToArray());
        foreach (var name in new[] { "conv1.weight", "bn1.weight", "bn1.running_var" }) network.StateTensor(name).copy_(network.StateTensor(name).index_select(0, index));
        foreach (var (a, b) in order.Select(i => before[i]).Zip(Values())) Assert.Equal(a, b, 1e-5);
    }

    [Fact]
    public void Filters_of_groups_and_of_transposed_convolutions_are_what_one_pixel_gives()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new GroupNet();
        var rows = Filters.Of(network, network.Maps.Turned.Site);
        Assert.Equal([4, 3, 4], rows.shape);
        for (var i = 0; i < 6; i++)
        {
            var pixel = torch.zeros(1, 6, 1, 1);
            pixel[0, i] = torch.tensor(1f);
            var given = (network.Turned.call(pixel) - network.Turned.bias!.reshape(1, -1, 1, 1)).flatten(2)[0];
            for (var c = 0; c < 4; c++)
            {
                var expected = c / 2 == i / 3 ? rows[c, i % 3].to(torch.float32) : torch.zeros(4);
                Support.AssertClose(expected, given[c]);
            }
        }

        // Without batch norms every convolution is scored by its singular value.
        var table = new ClpScore().Score(network, ToyImages.Make(3, 0), ScoreData.Context());
        Assert.Equal(["conv1", "grouped", "turned"], table.Places.Select(p => p.Place));
        Support.AssertClose(torch.linalg.svdvals(network.Grouped.weight.flatten(2)).amax(1).to(torch.float64), torch.tensor(table.Places[1].Values.ToArray()));
    }
}
