using System;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Tests.Data;
using Fmt.Tests.Defences;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Engine;

public class ResumeTests
{
    private static readonly FineTuning Plan = new(4, 0.05, 0.001, 0.9, 5e-4, 16, new Augmentation(1, true), false, 3);
    private static readonly ImageSet Images = ToyImages.Make(72, 5);

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.9, 3)]
    [InlineData(0, 2)]
    public void StoppedAndGoneOnGivesTheSameBits(double momentum, int stopAfter) => Workers.Run(1, 1, [() => StoppedAndGoneOnGivesTheSameBitsAlone(momentum, stopAfter)]);

    private static void StoppedAndGoneOnGivesTheSameBitsAlone(double momentum, int stopAfter)
    {
        using var scratch = new Scratch();
        FineTuning plan = Plan with { Momentum = momentum };
        // A copy: tests beside this one draw from the same generator of initial weights.
        using var whole = ToyImages.Network();
        using var first = (ToyNet)whole.Copy();
        var rows = FineTuner.Run(whole, Images, plan);

        string state = scratch.Path("s.state");
        using (var stop = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(() => FineTuner.Run(first, Images, plan, r => { if (r.Epoch == stopAfter) stop.Cancel(); }, stop.Token, state));
        }

        // Other initial weights and other draws before: all that counts is in the file.
        using var second = ToyImages.Network(seed: 99);
        int reported = 0;
        var resumed = FineTuner.Run(second, Images, plan, _ => reported++, state: state);
        Assert.Equal(4 - stopAfter, reported);
        Assert.Equal(rows.AsEnumerable(), resumed);
        Assert.Equal(Bytes(whole), Bytes(second));
        Assert.False(second.training);
        Assert.Equal([state], Directory.GetFiles(scratch.Folder));

        // All done: the network comes at once.
        using var third = ToyImages.Network(seed: 98);
        Assert.Equal(rows.AsEnumerable(), FineTuner.Run(third, Images, plan, _ => Assert.Fail("an epoch was run"), state: state));
        Assert.Equal(Bytes(whole), Bytes(third));
    }

    [Fact]
    public void MomentumAndGeneratorMatter() => Workers.Run(1, 1, [() => MomentumAndGeneratorMatterAlone()]);

    private static void MomentumAndGeneratorMatterAlone()
    {
        // Otherwise the test above could not fail: two trainings of two epochs are not one of four.
        FineTuning constant = Plan with { FinalLearningRate = 0.05, Augmentation = Augmentation.None };
        using var whole = ToyImages.Network();
        using var halves = (ToyNet)whole.Copy();
        FineTuner.Run(whole, Images, constant);
        FineTuner.Run(halves, Images, constant with { Epochs = 2 });
        FineTuner.Run(halves, Images, constant with { Epochs = 2 });
        Assert.NotEqual(Bytes(whole), Bytes(halves));
    }

    [Fact]
    public void AStateFileChangesNothing() => Workers.Run(1, 1, [() => AStateFileChangesNothingAlone()]);

    private static void AStateFileChangesNothingAlone()
    {
        using var scratch = new Scratch();
        using var with = ToyImages.Network();
        using var without = (ToyNet)with.Copy();
        FineTuner.Run(with, Images, Plan, state: scratch.Path("s"));
        FineTuner.Run(without, Images, Plan);
        Assert.Equal(Bytes(without), Bytes(with));
    }

    [Fact]
    public void TheStateOfAnotherTrainingIsRefusedAndChangesNothing()
    {
        using var scratch = new Scratch();
        string state = scratch.Path("s.state");
        using var network = ToyImages.Network();
        FineTuner.Run(network, Images, Plan with { Epochs = 1 }, state: state);
        byte[] before = Bytes(network), file = File.ReadAllBytes(state);
        void Refused(FineTuning plan, ImageSet images) =>
            Assert.Contains("another training", Assert.Throws<DataException>(() => FineTuner.Run(network, images, plan, state: state)).Message);
        Refused(Plan, Images);
        Refused(Plan with { Epochs = 1, Seed = 4 }, Images);
        Refused(Plan with { Epochs = 1 }, ToyImages.Make(72, 6));
        network.AllMaps[0].Mask.Set([1]);
        Refused(Plan with { Epochs = 1 }, Images);
        network.AllMaps[0].Mask.Set([]);
        Assert.Equal(before, Bytes(network));

        File.WriteAllBytes(state, file[..(file.Length / 2)]);
        Assert.Throws<CheckpointException>(() => FineTuner.Run(network, Images, Plan with { Epochs = 1 }, state: state));
        network.Save(state);
        Assert.Contains("not the state of a training", Assert.Throws<DataException>(() => FineTuner.Run(network, Images, Plan with { Epochs = 1 }, state: state)).Message);
        Assert.Equal(before, Bytes(network));
        Assert.False(network.training);
    }

    private static byte[] Bytes(ToyNet network) => [.. network.StateEntries.SelectMany(e => CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.ToArray())];
}
