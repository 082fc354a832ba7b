using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Signs;
using Xunit;

namespace Fmt.Tests.Defences;

/// <summary>How a repair knows that it is finished, what innocent networks do to its thresholds, and looking without training.</summary>
public sealed class RepairRoundTests
{
    private static readonly PerturbationUnlearning Quick = new() { UnlearningEpochs = 1, BatchSize = 16, SeekTriggers = false };

    private static readonly ImageSet Clean = PixelNet.Images(90, seed: 1);

    private static float[] Weights(PixelNet network) => network.Fc.weight.data<float>().ToArray();

    [Fact]
    public void While_the_class_stands_out_it_goes_on_and_the_budget_ends_it()
    {
        using var once = PixelNet.Made(planted: true);
        using var more = PixelNet.Made(planted: true);
        var one = (Quick with { MoreRounds = 0 }).Run(once, Clean, new RunContext(0));
        var some = (Quick with { MoreRounds = 2 }).Run(more, Clean, new RunContext(0));
        Assert.Empty(one.Checks);
        Assert.InRange(some.Checks.Length, 1, 3);
        Assert.All(some.Checks, check => Assert.Equal(2, check.Class));
        Assert.All(some.Checks.SkipLast(1), check => Assert.False(check.Finished));
        Assert.True(some.Checks[^1].Finished || some.Checks.Length == 3);
        // A round has as many epochs as the only one; the last check of a whole budget trains no more.
        var rounds = some.Checks[^1].Finished ? some.Checks.Length : 3;
        Assert.Equal(rounds * one.Epochs.Length, some.Epochs.Length);
        Assert.Equal(one.Epochs, some.Epochs.Take(one.Epochs.Length));
    }

    [Fact]
    public void A_class_that_is_reached_as_the_others_are_does_not_stand_out()
    {
        Assert.True(new RepairCheck(2, "sparse, 25 pixels", 60, 55).Finished);
        Assert.False(new RepairCheck(2, "sparse, 25 pixels", 60, 45).Finished);
    }

    [Fact]
    public void Looking_says_what_is_found_and_changes_nothing()
    {
        using var planted = PixelNet.Made(planted: true);
        using var innocent = PixelNet.Made(planted: false);
        var before = Weights(planted);
        var seen = Quick.Look(planted, Clean, new RunContext(0));
        Assert.Equal((SignState.Found, false, 0), (seen.State, seen.Changed, seen.Epochs.Length));
        Assert.Equal(before, Weights(planted));
        Assert.Equal(2, Assert.Single(seen.Perturbations).Class);
        Assert.Equal(SignState.NoneKnown, Quick.Look(innocent, Clean, new RunContext(0)).State);
    }

    [Fact]
    public void A_sign_that_an_innocent_network_has_as_strongly_counts_no_more()
    {
        using var network = PixelNet.Made(planted: true);
        using var alike = PixelNet.Made(planted: true);
        using var innocent = PixelNet.Made(planted: false);
        var findings = Quick.Run(network, Clean, new RunContext(0) { Innocent = [innocent, alike] });
        Assert.False(findings.Changed);
        Assert.Equal(SignState.NoneKnown, findings.State);
        var raised = Assert.Single(findings.Raised);
        Assert.Equal(("few pixels", 30, 1), (raised.Sign, raised.From, raised.Network));
        Assert.InRange(raised.To, 100, 101);
        Assert.Empty(Quick.Look(network, Clean, new RunContext(0) { Innocent = [innocent] }).Raised);
    }

    [Fact]
    public void Images_without_labels_get_the_networks_own_answers()
    {
        using var network = PixelNet.Made(planted: true);
        using var same = PixelNet.Made(planted: true);
        var wrong = Clean.WithLabels([.. Clean.Labels.Select(l => (l + 1) % 3)]);
        var options = new DefenceOptions { Defence = new FineTune { Epochs = 1 }, Unlabelled = true, Controls = false, Guard = new() { MaxAccuracyLoss = 100 } };
        var report = DefenceRun.Run(network, wrong, options);
        var labelled = DefenceRun.Run(same, Clean, options with { Unlabelled = false });
        // It reads every one of these images right.
        Assert.Equal(Weights(same), Weights(network));
        Assert.Contains(report.Notes, note => note.Contains("labelled by the network itself"));
        Assert.DoesNotContain(labelled.Notes, note => note.Contains("labelled by the network itself"));
        Assert.Throws<NetworkException>(() => DefenceRun.Run(same, wrong, options with { Unlabelled = false }));
    }
}
