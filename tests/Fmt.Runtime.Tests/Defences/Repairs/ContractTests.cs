using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>What holds for every repair that trains.</summary>
public sealed class RepairContractTests
{
    private static readonly ImageSet Clean = ToyImages.Make(90, 0);

    public static TheoryData<string> Names => ["FT", "FT-SAM", "FST", "NAD", "I-BAU", "B"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Masked_maps_stay_zero_and_others_learn(string name)
    {
        using var network = Toys.Filled(new RegrowingNet());
        network.AllMaps[0].Mask.Set([1, 4]);
        network.AllMaps[1].Mask.Set([2]);
        network.AllNorms[1].Mask.Set([5]);
        network.MaskedWeightsToZero();
        var before = Toys.Numbers(network.AllNorms[0].Layer.bias!);
        Toys.Repair(name).Attempt(network, Clean, new RunContext(1));
        foreach (var state in new[] { "0.weight", "0.bias", "1.weight", "1.bias" }) Assert.Equal([1, 4], ZeroRows(network, "features." + state));
        foreach (var state in new[] { "4.weight", "4.bias", "5.weight", "5.bias" }) Assert.Equal([2], ZeroRows(network, "features." + state));
        Assert.Equal([[1, 4], [2]], network.AllMaps.Select(m => m.Mask.Masked));
        Assert.Equal([5], network.AllNorms[1].Mask.Masked);
        Assert.NotEqual(before, Toys.Numbers(network.AllNorms[0].Layer.bias!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_seed_gives_the_same_weights_bit_for_bit_whatever_the_callers_threads_and_mode(string name)
    {
        string Run(int seed, int threads, bool training)
        {
            using var network = Toys.Filled(new ToyNet());
            network.train(training);
            var before = torch.get_num_threads();
            torch.set_num_threads(threads);
            Toys.Repair(name).Attempt(network, Clean, new RunContext(seed));
            torch.set_num_threads(before);
            Assert.False(network.training);
            return Toys.Bytes(network);
        }

        var first = Run(3, 2, training: true);
        Assert.Equal(first, Run(3, 1, training: false));
        Assert.NotEqual(first, Run(4, 1, training: false));
    }

    [Theory]
    [InlineData("FT", 2 * 90, 2 * 90)]
    [InlineData("FT-SAM", 4 * 90, 4 * 90)]
    [InlineData("FST", 2 * 90, 2 * 90)]
    [InlineData("NAD", 90 + 2 * 2 * 90, 90 + 2 * 90)]
    [InlineData("I-BAU", 2 * (90 + 32 + 32 + 26 + 32), 2 * (90 + 32 + 32 + 26 + 32))]
    [InlineData("B", 2 * (90 + 32 + 32 + 26 + 32) + 2 * 90, 2 * (90 + 32 + 32 + 26 + 32) + 2 * 90)]
    public void Passes_are_counted_in_images(string name, long forward, long backward)
    {
        using var network = Toys.Filled(new ToyNet());
        var context = new RunContext(1);
        Toys.Repair(name).Attempt(network, Clean, context);
        Assert.Equal(new PassCount(forward, backward), context.Passes.Count);
    }

    [Fact]
    public void Asking_the_network_about_mirror_images_counts_too_and_is_said()
    {
        using var network = Toys.Filled(new ToyNet());
        var context = new RunContext(1);
        var trace = new FineTune { Epochs = 1, BatchSize = 32 }.Attempt(network, Clean, context);
        Assert.Equal(new PassCount(90 + 2 * 90, 90), context.Passes.Count);
        Assert.Contains(trace.Settings, s => s is { Name: "Flip", Value: "yes" or "no", Origin: "decided on the clean images" });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancelled_it_stops_at_once_and_leaves_no_traces_but_weights(string name)
    {
        using var network = Toys.Filled(new ToyNet());
        foreach (var stopAt in new[] { 1, 5 })
        {
            using var stop = new CancellationTokenSource();
            var told = 0;
            var context = new RunContext(1, (_, _, _) =>
            {
                if (++told == stopAt) stop.Cancel();
            }, stop.Token);
            Assert.ThrowsAny<OperationCanceledException>(() => Toys.Repair(name).Attempt(network, Clean, context));
            Assert.Equal(stopAt, told);
            Assert.False(network.training);
            Assert.All(network.AllMaps, m => Assert.True(m.Idle));
            Assert.All(network.AllNorms, n => Assert.True(n.ReadsIdle && n.GivesIdle));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_frees_what_it_makes_and_progress_ends_at_its_total(string name)
    {
        using var network = Toys.Filled(new ToyNet());
        var alive = new Dictionary<string, List<long>>();
        var last = new Dictionary<string, (int Done, int All)>();
        Toys.Repair(name).Attempt(network, Clean, new RunContext(1, (part, done, all) =>
        {
            alive.TryAdd(part, []);
            alive[part].Add(Support.Alive);
            Assert.Equal(alive[part].Count, done);
            last[part] = (done, all);
        }));
        // The first step makes the optimizer's and the gradients' tensors.
        Assert.All(alive.Values, counts => Assert.Equal(counts[1], counts[^1]));
        Assert.All(last.Values, l => Assert.Equal(l.All, l.Done));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_bfloat16_it_trains_as_well_and_the_weights_stay_float32(string name)
    {
        if (name == "B") return;
        using var network = Toys.Filled(new ToyNet());
        var exact = network.Copy();
        using var owned = exact;
        IDefence Repair(ConvolutionPrecision precision) => Toys.Repair(name) switch
        {
            FineTune ft => ft with { Precision = precision },
            FtSam sam => sam with { Precision = precision },
            Fst fst => fst with { Precision = precision },
            Nad nad => nad with { Precision = precision },
            IBau bau => bau with { Precision = precision },
            var other => other,
        };
        Repair(ConvolutionPrecision.BFloat16).Attempt(network, Clean, new RunContext(1));
        Repair(ConvolutionPrecision.AsWeights).Attempt(exact, Clean, new RunContext(1));
        Assert.NotEqual(Toys.Bytes(exact), Toys.Bytes(network));
        Assert.All(network.parameters(), p => Assert.Equal(torch.float32, p.dtype));
        Assert.All(network.parameters(), p => Assert.All(Toys.Numbers(p), v => Assert.True(double.IsFinite(v))));
    }

    [Fact]
    public void Options_out_of_range_and_images_that_do_not_fit_are_refused_before_anything_changes()
    {
        using var network = Toys.Filled(new ToyNet());
        var before = Toys.Bytes(network);
        void Refused(string option, IDefence defence) =>
            Assert.Contains(option, Assert.Throws<ArgumentOutOfRangeException>(() => defence.Attempt(network, Clean, new RunContext(1))).Message);
        Refused("FineTune.BatchSize", new FineTune { BatchSize = 0 });
        Refused("FineTune.LearningRate", new FineTune { LearningRate = double.NaN });
        Refused("FtSam.Rho", new FtSam { Rho = -1 });
        Refused("Fst.Alpha", new Fst { Alpha = -0.2 });
        Refused("Nad.Betas", new Nad { Betas = [] });
        Refused("IBau.Share", new IBau { Share = 1.5 });
        var wide = new ImageSet([.. new byte[100]], [0], 1, 10, 10, 3);
        foreach (var name in Names) Assert.Throws<DataException>(() => Toys.Repair(name).Attempt(network, wide, new RunContext(1)));
        Assert.Equal(before, Toys.Bytes(network));
    }

    [Fact]
    public void The_published_constants_are_named_as_such_and_others_as_set()
    {
        using var network = Toys.Filled(new ToyNet());
        var settings = new Nad { TeacherEpochs = 0, Epochs = 0, Betas = [1, 2], SlowLearningRate = 0.02 }.Attempt(network, Clean, new RunContext(1)).Settings;
        Assert.Contains(new Setting("LearningRate", "0.1", "published"), settings);
        Assert.Contains(new Setting("SlowLearningRate", "0.02", "set"), settings);
        Assert.Contains(new Setting("Betas", "1, 2", "set"), settings);
        Assert.Contains(new Setting("WeightDecay", "0.0001", "published"), settings);
        Assert.Contains(new Setting("BatchSize", "128", "chosen here"), settings);
    }

    private static IEnumerable<int> ZeroRows(NetworkModule network, string name)
    {
        using var rows = network.StateTensor(name).flatten(network.StateTensor(name).dim() > 1 ? 1 : 0);
        using var sums = rows.dim() > 1 ? rows.abs().sum(1) : rows.abs();
        return Toys.Numbers(sums).Select((v, c) => (v, c)).Where(p => p.v == 0).Select(p => p.c);
    }
}
