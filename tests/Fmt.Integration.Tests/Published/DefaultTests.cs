using System;
using System.IO;
using System.Linq;
using Fmt.Cases;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Published;

/// <summary>What the default sees in networks that a real training made, and what it leaves of a backdoor. Bounds are far from the figures of docs/results.md, which one processor gives.</summary>
public sealed class DefaultTests
{
    [Fact]
    public void The_backdoor_of_this_repositorys_network_is_found_and_mostly_gone()
    {
        var file = CaseFile.Read(Path.Combine(AppContext.BaseDirectory, "data", "fashion_badnets_0.json"));
        using var network = CaseNetworks.Open(file);
        var before = Measurement.Run(network, file.Evaluation());
        var findings = new PerturbationUnlearning().Run(network, file.LoadClean(), new RunContext(0));
        var after = Measurement.Run(network, file.Evaluation());

        Assert.Equal(0.054, findings.Sign!.Largest, 3);
        // Fine-tuning alone leaves 94; so did this recipe, with 67, before the response was held down.
        Assert.InRange(before.Asr!.Value, 98, 100);
        Assert.InRange(after.Asr!.Value, 0, 12);
        // 1 000 images make 8 batches: four epochs are too few.
        Assert.Equal(8, findings.Epochs.Skip(1).TakeWhile(e => e.Epoch > 1).Count() + 1);
        Assert.InRange(before.Acc - after.Acc, -1, 2.5);
        Assert.All(findings.Perturbations, p => Assert.Equal(0, p.Class));
    }

    /// <summary>Seed 1 is the hard one: without, 22 to 35 are left.</summary>
    [Fact]
    public void Held_perturbations_keep_the_trigger_of_this_repositorys_network_from_coming_back()
    {
        var file = CaseFile.Read(Path.Combine(AppContext.BaseDirectory, "data", "fashion_badnets_0.json"));
        file = file with { Clean = file.Clean with { Seed = 1 } };
        using var network = CaseNetworks.Open(file);
        var before = Measurement.Run(network, file.Evaluation());
        var findings = new PerturbationUnlearning { Hold = true }.Run(network, file.LoadClean(), new RunContext(1));
        var after = Measurement.Run(network, file.Evaluation());
        Assert.Equal(0, findings.Held);
        Assert.InRange(after.Asr!.Value, 0, 12);
        Assert.InRange(before.Acc - after.Acc, -1, 4);
    }

    [SharedTheory("models")]
    [InlineData("badnet_mnist_1", 1, 90, 1)]
    [InlineData("badnet_mnist_0_sq2", 0, 90, 1)]
    [InlineData("badnet_cifar10_1", 1, 35, 0.5)]
    public void Without_batch_norm_the_attacks_class_is_the_one_that_few_pixels_reach(string name, int target, int few, double shiftLeft)
    {
        var file = CaseFile.Read(SharedMaterial.Path($"models/{name}.json"));
        using var network = CaseNetworks.Open(file);
        var shift = Shift(network, file.Evaluation());
        var findings = new PerturbationUnlearning { UnlearningEpochs = 1 }.Run(network, file.LoadClean(), new RunContext(0));
        Assert.Equal((true, target), (findings.Classes!.Found, findings.Classes.Leading));
        Assert.InRange(findings.Classes.Reached[target], 95, 100);
        Assert.InRange(findings.Classes.ReachedByFew, few, 100);
        Assert.InRange(findings.Classes.Next, 0, 60);
        Assert.InRange(Measurement.Run(network, file.Evaluation()).Asr!.Value, 0, 20);
        // 0.30 on the CIFAR-10 network, and 0.75 where the shift is not held down; one epoch does little on MNIST, whose loss is small.
        Assert.InRange(Shift(network, file.Evaluation()) / shift, 0, shiftLeft);
    }

    /// <summary>How far the trigger moves what a ReLU lets through of the last convolution, squared.</summary>
    private static double Shift(NetworkModule network, Evaluation evaluation)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        int[] images = [.. Enumerable.Range(0, 100)];
        var clean = evaluation.Test.Images(images);
        using var before = network.AllMaps[^1].Features(clean);
        using var after = network.AllMaps[^1].Features(evaluation.Trigger!.Stamp(clean, images));
        return (after.Maps.relu() - before.Maps.relu()).square().sum().ToDouble();
    }

    [SharedFact("models")]
    public void An_innocent_network_is_left_alone()
    {
        var file = CaseFile.Read(SharedMaterial.Path("models/wrn16_1_teacher_5.json"));
        using var network = CaseNetworks.Open(file);
        var before = StateBytes.Of(network);
        var findings = new PerturbationUnlearning().Run(network, file.LoadClean(), new RunContext(0));
        Assert.False(findings.Changed);
        Assert.InRange(findings.Sign!.Largest, 0, 0.01);
        Assert.Equal(before, StateBytes.Of(network));
    }
}
