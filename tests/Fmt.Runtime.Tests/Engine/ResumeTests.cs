using System;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Tests.Defences;
using Fmt.Tests.Defences.Repairs;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Engine;

/// <summary>Every training that may take long goes on where it was stopped, and ends with the same bits.</summary>
public sealed class ResumeTests
{
    private static readonly ImageSet Clean = ToyImages.Make(90, 0);

    public static TheoryData<string> Names => ["FT", "FT-SAM", "FST", "NAD", "I-BAU", "B", "FMT", "BatchStatistics", "FrozenStatistics", "FoundTriggers"];

    private static IDefence Method(string name) => Enum.TryParse<UnlearningBranch>(name, out var branch)
        ? new PerturbationUnlearning { Ascents = 2, AscentImages = 8, StepImages = 4, UnlearningEpochs = 3, BatchSize = 32, StatisticsImages = 60, UsedShare = 0, Force = true, Branch = branch }
        : name == "FMT" ? FeatureMapTesting.Paper with { Epochs = 3, BatchSize = 32, ScoringImages = 10, PruningDivisor = 4, Crop = 1 }
        : Toys.Repair(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_defence_that_was_stopped_anywhere_goes_on_to_the_same_bits(string name)
    {
        using var folder = new TemporaryFolder();
        string Run(Func<int, bool> stops, string? states, out int told)
        {
            using var network = Toys.Filled(new ToyNet());
            using var stop = new CancellationTokenSource();
            var calls = 0;
            var context = new RunContext(5, (_, _, _) =>
            {
                if (stops(++calls)) stop.Cancel();
            }, stop.Token)
            {
                States = states,
            };
            try
            {
                Method(name).Attempt(network, Clean, context);
            }
            finally
            {
                told = calls;
            }

            return Toys.Bytes(network);
        }

        var whole = Run(_ => false, null, out var all);
        var stopped = 0;
        // In the middle, near the end, and again as soon as it goes on.
        foreach (var at in new[] { all * 3 / 5, all - 2, 1 })
        {
            try
            {
                Run(calls => calls == at, folder.Path, out _);
            }
            catch (OperationCanceledException)
            {
                stopped++;
            }
        }

        Assert.InRange(stopped, 1, 3);
        Assert.NotEmpty(Directory.GetFiles(folder.Path));
        Assert.Equal(whole, Run(_ => false, folder.Path, out var rest));
        Assert.True(rest < all, $"{rest} of {all} steps were done again");
        // Whoever asks once more gets it from the files.
        Assert.Equal(whole, Run(_ => false, folder.Path, out _));
    }

    [Fact]
    public void Other_options_another_seed_and_another_network_have_states_of_their_own()
    {
        using var folder = new TemporaryFolder();
        string Run(int seed, double rate, int fill)
        {
            using var network = Toys.Filled(new ToyNet(), fill);
            new FineTune { Epochs = 2, BatchSize = 32, Flip = false, LearningRate = rate }.Attempt(network, Clean, new RunContext(seed) { States = folder.Path });
            return Toys.Bytes(network);
        }

        string[] runs = [Run(1, 0.1, 1), Run(2, 0.1, 1), Run(1, 0.2, 1), Run(1, 0.1, 2)];
        Assert.Equal(4, runs.Distinct().Count());
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
        Assert.Equal<string[]>(runs, [Run(1, 0.1, 1), Run(2, 0.1, 1), Run(1, 0.2, 1), Run(1, 0.1, 2)]);
    }

    [Fact]
    public void A_state_that_is_none_is_refused_by_its_name()
    {
        using var folder = new TemporaryFolder();
        void Run()
        {
            using var network = Toys.Filled(new ToyNet());
            new FineTune { Epochs = 1, BatchSize = 32, Flip = false }.Attempt(network, Clean, new RunContext(1) { States = folder.Path });
        }

        Run();
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        using (var other = Toys.Filled(new ToyNet())) other.Save(file);
        Assert.Contains(Path.GetFileName(file), Assert.Throws<DataException>(Run).Message);
    }

    [Fact]
    public void A_bit_that_flipped_in_a_state_is_found()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("toy.state");
        using var network = Toys.Filled(new ToyNet());
        var plan = new FineTuning(2, 0.01, 0.001, 0.9, 0, 32, Augmentation.None, false, 0);
        FineTuner.Run(network, Clean, plan, state: path);
        var whole = File.ReadAllBytes(path);
        var random = new Random(6);
        for (var round = 0; round < 40; round++)
        {
            byte[] file = [.. whole];
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, file);
            using var other = Toys.Filled(new ToyNet());
            var e = Assert.ThrowsAny<Exception>(() => FineTuner.Run(other, Clean, plan, state: path));
            Assert.True(e is DataException or CheckpointException, e.ToString());
            Assert.Contains(path, e.Message);
        }

        File.WriteAllBytes(path, whole);
        using var last = Toys.Filled(new ToyNet());
        Assert.Equal(2, FineTuner.Run(last, Clean, plan, state: path).Length);
    }
}
