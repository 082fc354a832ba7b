using System;
using System.Diagnostics;
using System.Threading;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Metrics;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Metrics;

public class MeasurementTests
{
    // Pixel = what the network says on the clean image; the trigger adds 1, so it says pixel + 1 on the stamped one.
    private static readonly byte[] Pixels = [0, 1, 2, 1, 1, 0, 3, 0, 2];
    private static readonly int[] Labels = [0, 1, 2, 2, 0, 1, 3, 3, 3];
    private static readonly PatternTrigger PlusOne = new(TriggerMode.Add, [1 / 255f], default, 1, 1, 1, 1);

    private static ImageSet Test(int classes = 5) => new([.. Pixels], [.. Labels], 1, 1, 1, classes);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(100)]
    public void All_to_one_leaves_the_targets_own_images_out(int batchSize)
    {
        using var network = new SaysItsPixel(5);
        var rates = Measurement.Run(network, new Evaluation(Test(), PlusOne, new AllToOne(2)), CPU, batchSize);
        // Clean: right at 0, 1, 2, 6. Stamped, label not 2: says 1 2 2 1 4 1 3 at 0 1 4 5 6 7 8; the target at 1, 4; the label at 5, 8.
        Assert.Equal(100 * 4 / 9.0, rates.Acc, 12);
        Assert.Equal(100 * 2 / 7.0, rates.Asr!.Value, 12);
        Assert.Equal(100 * 2 / 7.0, rates.Ra!.Value, 12);
    }

    [Fact]
    public void All_to_all_counts_every_image()
    {
        using var network = new SaysItsPixel(5);
        var rates = Measurement.Run(network, new Evaluation(Test(), PlusOne, new AllToAll()));
        // Says 1 2 3 2 2 1 4 1 3; label + 1 at 0, 1, 2, 6; the label at 3, 5, 8.
        Assert.Equal(100 * 4 / 9.0, rates.Asr!.Value, 12);
        Assert.Equal(100 * 3 / 9.0, rates.Ra!.Value, 12);
    }

    [Fact]
    public void Source_specific_counts_images_of_the_source_only()
    {
        using var network = new SaysItsPixel(5);
        var rates = Measurement.Run(network, new Evaluation(Test(), PlusOne, new SourceSpecific(3, 4)));
        // Labels 3 at 6, 7, 8: stamped it says 4, 1, 3.
        Assert.Equal((100 / 3.0, 100 / 3.0), (rates.Asr!.Value, rates.Ra!.Value));
        Assert.Contains("source is class 7", Assert.Throws<DataException>(() => Measurement.Run(network, new Evaluation(Test(), PlusOne, new SourceSpecific(7, 4)))).Message);
    }

    [Fact]
    public void Without_trigger_only_accuracy_is_measured()
    {
        using var network = new SaysItsPixel(5);
        Assert.Equal(new Rates(100 * 4 / 9.0), Measurement.Run(network, new Evaluation(Test())));
        Assert.Equal(9, network.ImagesSeen);
    }

    [Fact]
    public void Asr_and_ra_never_exceed_a_hundred_together()
    {
        var test = Data.Sets.Textured(50, 1, 1, 1);
        var white = new PatternTrigger(TriggerMode.Replace, [1], default, 0.5, 1, 1, 1);
        using var network = nn.Sequential(("flat", nn.Flatten()), ("fc", nn.Linear(1, 50)));
        var rates = Measurement.Run(network, new Evaluation(test, white, new AllToOne(7)));
        Assert.InRange(rates.Asr!.Value + rates.Ra!.Value, 0, 100);
    }

    [Fact]
    public void Predictions_follow_the_indices()
    {
        using var network = new SaysItsPixel(5);
        Assert.Equal([3, 0, 1], Measurement.Predict(network, Test(), [6, 0, 1]));
        Assert.Equal([4, 1, 2], Measurement.Predict(network, Test(), [6, 0, 1], PlusOne, batchSize: 2));
        Assert.Empty(Measurement.Predict(network, Test(), []));
        using var images = Test().Images([2, 6]);
        Assert.Equal([2, 3], Measurement.Predict(network, images));
        Assert.False(images.IsInvalid);
    }

    [Theory]
    [InlineData(new[] { 1f, 3, 3, 2 }, 1)]
    [InlineData(new[] { 5f, 5, 5, 5 }, 0)]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity, -1e30f, float.NegativeInfinity }, 2)]
    [InlineData(new[] { 1f, float.NaN, 3, 2 }, -1)]
    [InlineData(new[] { float.NaN, float.NaN, float.NaN, float.NaN }, -1)]
    public void First_of_equal_logits_wins_and_na_n_is_no_answer(float[] logits, int expected)
    {
        using var network = new Answers(x => tensor(logits).expand(x.shape[0], 4));
        Assert.Equal([expected, expected], Measurement.Predict(network, Test(4), [0, 1]));
    }

    [Fact]
    public void Half_precision_logits_are_read()
    {
        using var network = new Answers(x => tensor(new[] { 1f, 2, 0, 0 }).to(bfloat16).expand(x.shape[0], 4));
        Assert.Equal([1], Measurement.Predict(network, Test(4), [0]));
    }

    [Fact]
    public void Network_runs_in_evaluation_mode_without_gradients_and_gets_its_modes_back()
    {
        bool[] seen = [true, true, true];
        using var frozen = nn.BatchNorm2d(1);
        using var dropout = nn.Dropout(0.5);
        Sequential network = null!;
        using var probe = new Answers(x =>
        {
            seen = [network.training, dropout.training, is_grad_enabled()];
            return zeros(x.shape[0], 5);
        });
        network = nn.Sequential(("inner", nn.Sequential(("frozen", frozen), ("dropout", dropout))), ("probe", probe));
        network.train();
        frozen.eval();
        Measurement.Run(network, new Evaluation(Test()));
        Assert.Equal([false, false, false], seen);
        Assert.Equal((true, false, true, true), (network.training, frozen.training, dropout.training, probe.training));
        Assert.True(is_grad_enabled());
        network.Dispose();
    }

    [Fact]
    public void Modes_come_back_after_a_failure_too()
    {
        using var network = new Answers(_ => throw new InvalidOperationException("broken"));
        network.train();
        Assert.Throws<InvalidOperationException>(() => Measurement.Run(network, new Evaluation(Test())));
        Assert.True(network.training);
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void Cancellation_stops_before_the_next_batch()
    {
        using var cancel = new CancellationTokenSource();
        using var network = new Answers(x =>
        {
            cancel.Cancel();
            return zeros(x.shape[0], 5);
        });
        Assert.Throws<OperationCanceledException>(() => Measurement.Run(network, new Evaluation(Test()), CPU, 4, cancel.Token));
    }

    [Fact]
    public void Hundreds_of_batches_keep_memory_flat()
    {
        var test = Data.Sets.Textured(32, 3, 64, 64);
        var trigger = Trigger.Rectangle(0, 0, 4, 4, [255], 3, 64, 64);
        using var network = nn.Sequential(("conv", nn.Conv2d(3, 8, 3)), ("pool", nn.AdaptiveAvgPool2d(1)), ("flat", nn.Flatten()), ("fc", nn.Linear(8, 32)));
        var evaluation = new Evaluation(test, trigger, new AllToOne(0));
        Measurement.Run(network, evaluation, CPU, 8);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        long tensors = statistics.ThreadTotalLiveCount, memory = Resident();
        for (var k = 0; k < 60; k++) Measurement.Run(network, evaluation, CPU, 8);
        Assert.Equal(tensors, statistics.ThreadTotalLiveCount);
        // 480 batches; were each leaked, 480 x 0.4 MB of images and 2 MB of maps: over a gigabyte.
        Assert.InRange(Resident() - memory, long.MinValue, 400L << 20);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var network = new SaysItsPixel(4);
        DataException Refused(Evaluation what) => Assert.Throws<DataException>(() => Measurement.Run(network, what));
        Assert.Contains("[9,4] for 9 images; [9,5] was expected", Refused(new Evaluation(Test())).Message);
        Assert.Contains("trigger without a goal", Refused(new Evaluation(Test(4), PlusOne)).Message);
        Assert.Contains("goal without a trigger", Refused(new Evaluation(Test(4), null, new AllToAll())).Message);
        Assert.Contains("target is class 4", Refused(new Evaluation(Test(4), PlusOne, new AllToOne(4))).Message);
        Assert.Contains("would change", Refused(new Evaluation(Test(4), PlusOne, new AllToAll(4))).Message);
        Assert.Contains("1x2x2", Refused(new Evaluation(Test(4), Trigger.Rectangle(0, 0, 1, 1, [9], 1, 2, 2), new AllToOne(1))).Message);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>Predicts the byte of the image's first pixel.</summary>
    private sealed class SaysItsPixel(int classes) : nn.Module<Tensor, Tensor>(nameof(SaysItsPixel))
    {
        public long ImagesSeen { get; private set; }

        public override Tensor forward(Tensor x)
        {
            ImagesSeen += x.shape[0];
            return -(arange(classes) - 255 * x.flatten(1).narrow(1, 0, 1)).square();
        }
    }

    private sealed class Answers(Func<Tensor, Tensor> answer) : nn.Module<Tensor, Tensor>(nameof(Answers))
    {
        public override Tensor forward(Tensor x) => answer(x);
    }
}
