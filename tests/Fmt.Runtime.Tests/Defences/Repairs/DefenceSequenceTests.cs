using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Xunit;

namespace Fmt.Tests.Defences.Repairs;

public sealed class DefenceSequenceTests
{
    private static readonly ImageSet Clean = ToyImages.Make(30, 0);

    [Fact]
    public void Parts_run_in_order_on_one_network_with_one_counter_and_seeds_of_their_own()
    {
        using var network = Toys.Filled(new ToyNet());
        var log = new List<(string Name, int Seed)>();
        var context = new RunContext(7);
        var trace = new DefenceSequence("both", new Part("first", log), new Part("second", log), new Part("third", log)).Attempt(network, Clean, context);
        Assert.Equal(["first", "second", "third"], log.Select(l => l.Name));
        Assert.Equal(7, log[0].Seed);
        Assert.Equal(3, log.Select(l => l.Seed).Distinct().Count());
        Assert.Equal(new PassCount(3, 3), context.Passes.Count);
        Assert.Equal([1, 2, 3, 4, 5, 6], trace.Epochs.Select(e => e.Epoch));
        Assert.Equal(["first: Option", "second: Option", "third: Option"], trace.Settings.Select(s => s.Name));
        Assert.Equal(["first done", "second done", "third done"], trace.Notes.ToArray());
    }

    [Fact]
    public void The_composition_is_a_mask_three_rounds_of_unlearning_and_four_clean_epochs()
    {
        var mask = new Part("mask", []);
        var b = DefenceSequence.MaskUnlearnTune(mask);
        Assert.Equal("Mask, unlearn, tune", b.Name);
        Assert.Same(mask, b.Parts[0]);
        Assert.Equal(new ShiftMaskDefence { Bound = 8 }, DefenceSequence.MaskUnlearnTune().Parts[0]);
        Assert.Equal(new IBau { Rounds = 3 }, b.Parts[1]);
        Assert.Equal(new FineTune { Epochs = 4 }, b.Parts[2]);
    }

    [Fact]
    public void Between_two_parts_it_can_be_cancelled_and_it_is_never_empty()
    {
        using var network = Toys.Filled(new ToyNet());
        using var stop = new CancellationTokenSource();
        var log = new List<(string Name, int Seed)>();
        var sequence = new DefenceSequence("both", new Part("first", log, stop.Cancel), new Part("second", log));
        Assert.Throws<OperationCanceledException>(() => sequence.Attempt(network, Clean, new RunContext(1, null, stop.Token)));
        Assert.Single(log);
        Assert.Contains("no parts", Assert.Throws<ArgumentException>(() => new DefenceSequence("empty")).Message);
    }

    private sealed class Part(string name, List<(string Name, int Seed)> log, Action? after = null) : IDefence
    {
        public string Name => name;

        public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
        {
            log.Add((name, context.Seed));
            context.Passes.Both(1);
            after?.Invoke();
            return new DefenceTrace([new EpochRow(1, 0, 0, 0), new EpochRow(2, 0, 0, 0)], [new Setting("Option", "1", "set")], [name + " done"]);
        }
    }
}
