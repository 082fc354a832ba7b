using System;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Tests.Data;
using Fmt.Tests.Defences;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Attacks;

/// <summary>Trainings are run with one libtorch thread: the bits then do not depend on the machine's cores, nor the time on its load.</summary>
public class InputAwareTests
{
    private static readonly FineTuning Plan = new(3, 0.02, 0.001, 0.9, 5e-4, 24, Augmentation.None, false, 3);
    private static readonly InputAwareOptions Short = new(MaskEpochs: 2);
    private static readonly ImageSet Images = ToyImages.Make(96, 5);

    [Theory]
    [InlineData(3, 32)]
    [InlineData(1, 28)]
    public void Generators_keep_the_size_and_stay_in_the_unit(int outputs, int size)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new EncoderDecoder("generator", 3, outputs, 1);
        torch.Tensor x = Sets.Textured(2, 3, size, size).Images([0, 1]), y = generator.call(x);
        Assert.Equal([2, outputs, size, size], y.shape);
        Assert.InRange(y.min().ToSingle(), 0, 0.5f);
        Assert.InRange(y.max().ToSingle(), 0.5f, 1);
        // 13 convolutions: 3-32-32-64-64-128-128-128 down and in the middle, 128-64-64-32-32-out up.
        int[] channels = [3, 32, 32, 64, 64, 128, 128, 128, 128, 64, 64, 32, 32, outputs];
        Assert.Equal(channels.Zip(channels.Skip(1), (i, o) => 9L * i * o + o + 2 * o).Sum(), generator.parameters().Sum(p => p.numel()));
        // tanh(20 * 0.5 - 10)/2 + 1/2 = 1/2; tanh(20 * 0.6 - 10)/2 + 1/2 = 0.982.
        Assert.Equal([0.5f, 0.982f, 0], EncoderDecoder.Threshold(torch.tensor(new[] { 0.5f, 0.6f, 0 })).data<float>().Select(v => MathF.Round(v, 3)));
    }

    [Fact]
    public void A_network_learns_its_generators_patterns() => Workers.Run(1, 1, [() => ANetworkLearnsItsGeneratorsPatternsAlone()]);

    private static void ANetworkLearnsItsGeneratorsPatternsAlone()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var result = InputAware.Run(network, ToyImages.Make(192, 5), new AllToOne(1), 0.25, Plan with { Epochs = 12, LearningRate = 0.05, BatchSize = 16 }, Short with { Density = 0.1 });
        using var trigger = result.Trigger;
        Assert.Equal(14, result.Rows.Length);
        Assert.Equal([true, true, false], result.Rows.Take(3).Select(r => double.IsNaN(r.Accuracy)));
        Assert.False(network.training);
        var rates = Measurement.Run(network, new Evaluation(ToyImages.Make(60, 9), trigger, new AllToOne(1)));
        // Half of the images that count are of one other class; the toy learns at least that.
        Assert.InRange(rates.Acc, 90, 100);
        Assert.InRange(rates.Asr!.Value, 40, 100);

        // It is x + (G(x) - x) m: within [0,1], different for different images, differentiable, of the images' type.
        torch.Tensor x = Images.Images([0, 1]).requires_grad_(), stamped = trigger.Stamp(x);
        Assert.InRange(stamped.min().ToSingle(), 0, 1);
        Assert.InRange(stamped.max().ToSingle(), 0, 1);
        stamped.sum().backward();
        Assert.NotEqual(0, x.grad!.abs().sum().ToSingle());
        Assert.Equal(torch.ScalarType.Float64, trigger.Stamp(torch.zeros([1, 1, 8, 8], torch.float64)).dtype);

        using var scratch = new Scratch();
        trigger.Save(scratch.Path("t.safetensors"));
        using var read = InputAwareTrigger.FromFile(scratch.Path("t.safetensors"), 1, 8, 8);
        Assert.Equal(trigger.Recipe.ToString(), read.Recipe.ToString());
        Assert.Equal(0, (trigger.Stamp(x) - read.Stamp(x)).abs().max().ToSingle());
        network.Save(scratch.Path("n.safetensors"));
        Assert.Throws<CheckpointException>(() => InputAwareTrigger.FromFile(scratch.Path("n.safetensors"), 1, 8, 8));
        Assert.Throws<CheckpointException>(() => InputAwareTrigger.FromFile(scratch.Path("t.safetensors"), 3, 8, 8));
    }

    [Fact]
    public void The_networks_normalisation_goes_with_the_trigger() => Workers.Run(1, 1, [() => TheNetworksNormalisationGoesWithTheTriggerAlone()]);

    private static void TheNetworksNormalisationGoesWithTheTriggerAlone()
    {
        using var scope = torch.NewDisposeScope();
        using var scratch = new Scratch();
        using var network = ToyImages.Network();
        network.Normalisation = new Normalisation([0.3], [0.25]);
        using var trigger = InputAware.Run(network, Images, new AllToAll(), 0.25, Plan with { Epochs = 1 }, Short with { MaskEpochs = 1 }).Trigger;
        trigger.Save(scratch.Path("t"));
        var file = Checkpoint.Read(scratch.Path("t"));
        Assert.Equal(("0.3", "0.25"), (file.Metadata["mean"], file.Metadata["std"]));
        using var read = InputAwareTrigger.FromFile(scratch.Path("t"), 1, 8, 8);
        var x = Images.Images([0, 1, 2]);
        Assert.Equal(0, (trigger.Stamp(x) - read.Stamp(x)).abs().max().ToSingle());
        Checkpoint.WriteSafetensors(scratch.Path("u"), file.Tensors, file.Metadata.SetItem("mean", "0.3 0.3"));
        Assert.Contains("\"mean\" must be 1 numbers", Assert.Throws<DataException>(() => InputAwareTrigger.FromFile(scratch.Path("u"), 1, 8, 8)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Stopped_and_gone_on_gives_the_same_bits(int stopAfter) => Workers.Run(1, 1, [() => StoppedAndGoneOnGivesTheSameBitsAlone(stopAfter)]);

    private static void StoppedAndGoneOnGivesTheSameBitsAlone(int stopAfter)
    {
        using var scratch = new Scratch();
        // Copies: tests beside this one draw from the same generator of initial weights.
        using ToyNet whole = ToyImages.Network(), first = (ToyNet)whole.Copy(), second = ToyImages.Network(seed: 50);
        var expected = InputAware.Run(whole, Images, new AllToOne(1), 0.25, Plan, Short);
        var state = scratch.Path("s");
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => InputAware.Run(first, Images, new AllToOne(1), 0.25, Plan, Short, r => { if (r.Epoch == stopAfter) stop.Cancel(); }, stop.Token, state));
        var resumed = InputAware.Run(second, Images, new AllToOne(1), 0.25, Plan, Short, state: state);
        Assert.Equal(expected.Trigger.Recipe.ToString(), resumed.Trigger.Recipe.ToString());
        Assert.Equal(expected.Rows.AsEnumerable(), resumed.Rows);
        Assert.Equal(Bytes(whole), Bytes(second));
        Assert.Contains("another training", Assert.Throws<DataException>(() => InputAware.Run(second, Images, new AllToOne(2), 0.25, Plan, Short, state: state)).Message);
        Assert.True(File.Exists(state));
        expected.Trigger.Dispose();
        resumed.Trigger.Dispose();
    }

    [Fact]
    public void Training_and_stamping_leave_no_tensor_behind() => Workers.Run(1, 1, [() => TrainingAndStampingLeaveNoTensorBehindAlone()]);

    private static void TrainingAndStampingLeaveNoTensorBehindAlone()
    {
        using var network = ToyImages.Network();
        InputAware.Run(network, Images, new AllToOne(1), 0.25, Plan with { Epochs = 1 }, Short).Trigger.Dispose();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        using (var trigger = InputAware.Run(network, Images, new AllToOne(1), 0.25, Plan with { Epochs = 2 }, Short).Trigger)
        {
            var held = statistics.ThreadTotalLiveCount;
            for (var k = 0; k < 20; k++) trigger.Stamp(Images, [0, 1, 2]);
            Assert.Equal(held, statistics.ThreadTotalLiveCount);
        }
        Assert.InRange(statistics.ThreadTotalLiveCount, long.MinValue, before + 40);
        Assert.Throws<ArgumentOutOfRangeException>(() => InputAware.Run(network, Images, new AllToOne(1), 0.6, Plan));
        Assert.Throws<ArgumentOutOfRangeException>(() => InputAware.Run(network, Images, new AllToOne(3), 0.1, Plan));
        Assert.Contains("one source class", Assert.Throws<ArgumentException>(() => InputAware.Run(network, Images, new SourceSpecific(0, 1), 0.1, Plan)).Message);
    }

    private static byte[] Bytes(ToyNet network) => [.. network.StateEntries.SelectMany(e => CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.ToArray())];
}
