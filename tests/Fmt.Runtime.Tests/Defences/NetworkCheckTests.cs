using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences;

/// <summary>Networks that no test could say anything about are said to be that, before anything is trained; none passes for one without a sign.</summary>
public sealed class NetworkCheckTests
{
    private static readonly ImageSet Clean = ToyImages.Make(90, 0);
    private static readonly PerturbationUnlearning Small = new() { Ascents = 3, AscentImages = 16, StepImages = 16, UnlearningEpochs = 2, BatchSize = 32, Precision = ConvolutionPrecision.AsWeights };
    private static readonly DefenceOptions Default = new() { Defence = Small, Controls = false };
    private static readonly DefenceOptions Paper = new() { Defence = FeatureMapTesting.Paper with { Epochs = 1, BatchSize = 32, ScoringImages = 30, Crop = 1 }, Controls = false };

    private static readonly Lazy<ToyNet> Learnt = new(() =>
    {
        var network = ToyImages.Network();
        FineTuner.Run(network, Clean, new FineTuning(6, 0.05, 0.01, 0.9, 0, 16, Augmentation.None, false, 1));
        BatchNorms.Reestimate(network, Clean);
        return network;
    });

    /// <summary>It reads all clean images right and its memory is of them: no sign.</summary>
    private static ToyNet Trained() => (ToyNet)Learnt.Value.Copy();

    public static TheoryData<bool> Methods => [true, false];

    [Fact]
    public void A_sound_network_passes()
    {
        using var network = Trained();
        var report = network.DefendWithFmt(Clean, Default);
        Assert.Equal(100, report.Before.Acc);
        Assert.False(report.Unlearning!.Sign!.Found);
        using var other = Trained();
        Assert.NotEmpty(other.DefendWithFmt(Clean, Paper).Scores);
    }

    [Theory]
    [InlineData("conv1.weight", float.NaN)]
    [InlineData("conv1.weight", float.PositiveInfinity)]
    [InlineData("conv2.bias", float.NegativeInfinity)]
    [InlineData("bn1.running_var", float.NaN)]
    [InlineData("bn1.running_var", -1f)]
    public void A_value_that_no_network_computes_with_is_named(string name, float value)
    {
        using var network = Trained();
        Set(network.StateTensor(name), value);
        foreach (var options in new[] { Default, Paper, Default with { Guard = new() { AnyAccuracy = true } } })
            Assert.Contains(name + ": 1 of", Refused(network, Clean, options));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Weights_of_another_scale_are_refused_by_what_they_answer(bool recipe)
    {
        using var network = Trained();
        using (torch.no_grad())
            foreach (var parameter in network.parameters()) parameter.mul_(1e30f);
        var message = Refused(network, Clean, (recipe ? Default : Paper) with { Guard = new() { AnyAccuracy = true } });
        Assert.Contains("100 % of 90 clean images", message);
        Assert.Contains("the first layer whose output is not finite is bn1", message);
        Assert.Contains("e+30, in ", message);
    }

    /// <summary>What it scores on stamped images would be shown as what can be reached.</summary>
    [Fact]
    public void So_are_innocent_networks()
    {
        using var network = Trained();
        using var innocent = Trained();
        Set(innocent.Conv1.weight, float.NaN);
        Assert.Contains("conv1.weight", Refused(network, Clean, Default with { Innocent = [new InnocentNetwork("innocent", innocent)] }));
    }

    /// <summary>Its answers are finite and right, and yet nothing can be climbed: softmax is 0 or 1 everywhere.</summary>
    [Fact]
    public void So_are_those_of_the_last_layer_alone()
    {
        using var network = PixelNet.Made(planted: true);
        using (torch.no_grad()) network.Fc.weight.mul_(1e30f);
        Assert.Contains("more than 1e+6", Assert.Throws<NetworkException>(() => NetworkCheck.Before(network, PixelNet.Images(90, 1), anyAccuracy: false, new RunContext(0))).Message);
        using var other = Trained();
        using (torch.no_grad()) other.Fc.weight.mul_(1e30f);
        Assert.Contains("in fc.weight", Refused(other, Clean, Default));
    }

    [Fact]
    public void Labels_that_are_shifted_are_told_from_weights_of_another_network()
    {
        using var network = Trained();
        Assert.Contains("100 % are read as label - 1, modulo 3", Refused(network, Relabelled(label => (label + 1) % 3), Default));
        Assert.Contains("100 % are read as label + 1, modulo 3", Refused(network, Relabelled(label => (label + 2) % 3), Paper));
    }

    [Fact]
    public void Labels_in_another_order_are_named_even_where_some_are_right()
    {
        using var network = Trained();
        var message = Refused(network, Relabelled(label => new[] { 1, 0, 2 }[label]), Default);
        Assert.Contains("33.3 % of 90 clean images as their label", message);
        Assert.Contains("100 % would be right", message);
        Assert.Contains("0 is 1, 1 is 0 to the network", message);
    }

    [Fact]
    public void Answers_that_have_nothing_to_do_with_the_labels_are_refused_and_go_on_where_asked_to()
    {
        using var network = Trained();
        var order = new RandomSource(5, "labels").Permutation(Clean.Count);
        var next = 0;
        var images = Relabelled(_ => order[next++] % 3);
        var message = Refused(network, images, Paper);
        Assert.Contains("guessing reads", message);
        Assert.Contains("Mean, Std and the order of the colour channels", message);
        Assert.NotEmpty(network.DefendWithFmt(images, Paper with { Guard = new() { AnyAccuracy = true } }).Scores);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Constant_answers_are_refused(bool recipe)
    {
        using var network = Trained();
        using (torch.no_grad()) network.Fc.weight.zero_();
        Assert.Contains("the same logits", Refused(network, Clean, recipe ? Default : Paper));
        using var leaning = Trained();
        using (torch.no_grad())
        using (var one = leaning.Fc.bias![1])
            one.fill_(1e4);
        Assert.Contains("reads all of 90 clean images as class 1", Refused(leaning, Clean, recipe ? Default : Paper));
    }

    /// <summary>Chance is what guessing reads, and three standard errors: 10 % and 12.7 points of 50 images in 10 classes.</summary>
    [Theory]
    [InlineData(11, 50, 10, true)]
    [InlineData(12, 50, 10, false)]
    [InlineData(25, 50, 10, false)]
    [InlineData(35, 50, 2, true)]
    [InlineData(36, 50, 2, false)]
    [InlineData(5, 10, 2, true)]
    [InlineData(6, 10, 2, false)]
    [InlineData(1, 9, 3, false)]
    public void A_weak_network_passes_and_one_at_chance_does_not(int right, int count, int classes, bool refused)
    {
        var labels = Enumerable.Range(0, count).Select(i => i % classes).ToImmutableArray();
        var images = new ImageSet([.. new byte[count]], labels, 1, 1, 1, classes);
        // Wrong answers are spread over the other classes, and every class is answered as often as any other.
        var answers = Enumerable.Range(0, count).Select(i => i < right ? labels[i] : (labels[i] + 1 + (i / classes % (classes - 1))) % classes).ToArray();
        float[][] logits = [.. answers.Select(answer => Enumerable.Range(0, classes).Select(c => c == answer ? 1f : 0).ToArray())];
        var error = Record.Exception(() => AccuracyCheck.Check("Net", images, logits));
        Assert.Equal(refused, error is NetworkException);
    }

    [Fact]
    public void A_statistic_that_is_no_number_is_not_the_absence_of_a_sign()
    {
        using var network = Trained();
        Set(network.Bn1.running_var!, -1);
        var context = new RunContext(0);
        Assert.Contains("bn1", Assert.Throws<NetworkException>(() => Small.Run(network, Clean, context)).Message);
        Assert.Contains("conv1", Assert.Throws<NetworkException>(() => new ClpScore().Score(network, Clean, context)).Message);
        using var plain = PixelNet.Made(planted: true);
        Set(plain.Fc.weight, float.NaN);
        Assert.Throws<NetworkException>(() => Small.Run(plain, PixelNet.Images(90, 1), context));
    }

    /// <summary>Variances so large that what the batch norm gives says nothing of its input: the remembered direction is none, and training along it leaves the numbers.</summary>
    [Fact]
    public void A_training_that_leaves_the_numbers_is_stopped_and_the_network_is_as_it_came()
    {
        using var network = Trained();
        using (torch.no_grad()) network.Bn1.running_var!.fill_(1e38);
        Assert.Contains("became NaN in epoch 1", Refused(network, Clean, Default with { Defence = Small with { UsedShare = 0 }, Guard = new() { MaxAccuracyLoss = AccuracyGuard.NoBound, AnyAccuracy = true } }));
        Assert.Contains("became NaN in epoch", Refused(Trained(), Clean, Paper with { Defence = FeatureMapTesting.Paper with { LearningRate = 1e30, Epochs = 3, BatchSize = 32, ScoringImages = 30, Crop = 1 } }));
    }

    [Fact]
    public void Every_repair_that_trains_is_stopped()
    {
        IDefence[] repairs = [new FineTune { LearningRate = 1e30 }, new FtSam { LearningRate = 1e30 }];
        foreach (var repair in repairs)
        {
            using var network = Trained();
            Assert.Contains("in epoch", Assert.Throws<NetworkException>(() => repair.Apply(network, Clean, new RunContext(0))).Message.Replace("After epoch", "in epoch"));
        }
    }

    /// <returns>The message; the network is as it was, its mode included.</returns>
    private static string Refused(NetworkModule network, ImageSet clean, DefenceOptions options)
    {
        network.train();
        var before = Bytes(network);
        var told = new List<DefenceStage>();
        var message = Assert.Throws<NetworkException>(() => DefenceRun.Run(network, clean, options, new Told(p => told.Add(p.Stage)))).Message;
        Assert.Equal(before, Bytes(network));
        Assert.True(network.training);
        Assert.Equal(message.Contains("Nothing was tested or trained"), told.Count == 0);
        return message;
    }

    private static ImageSet Relabelled(Func<int, int> label) =>
        new([.. Enumerable.Range(0, Clean.Count).SelectMany(i => Clean.Pixels(i).ToArray())], [.. Clean.Labels.Select(label)], 1, 8, 8, 3);

    private static void Set(torch.Tensor values, float value)
    {
        using var noGrad = torch.no_grad();
        using var flat = values.flatten();
        using var one = flat[0];
        one.fill_(value);
    }

    private static string Bytes(NetworkModule network) =>
        string.Concat(network.StateEntries.Select(e => Convert.ToHexString(CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.Span)));

    private sealed class Told(Action<DefenceProgress> tell) : IProgress<DefenceProgress>
    {
        public void Report(DefenceProgress value) => tell(value);
    }
}
