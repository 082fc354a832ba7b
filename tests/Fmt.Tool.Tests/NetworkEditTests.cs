using System;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Cases;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Tests;
using Fmt.Tool.Population;
using Fmt.Tool.Population.Edits;
using Fmt.Zoo;
using TorchSharp;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Edits of networks with random weights, on noise in CIFAR-10's layout.</summary>
public sealed class NetworkEditTests
{
    private const int Record = 1 + 3072;

    [Fact]
    public void A_folded_network_gives_the_same_logits_without_batch_norms()
    {
        using var folder = new TemporaryFolder();
        using var from = Random("SmallVgg");
        using var to = Networks.Make("SmallVggFolded", 10, 3);
        new Folding().Apply(Editing(folder, from, to));
        Assert.Empty(to.AllNorms);
        Assert.True(Apart(from, to) < 1e-4);
        using var other = Random("WideResNet16x1");
        Assert.Contains("is not", Assert.Throws<DataException>(() => new Folding().Apply(Editing(folder, other, to))).Message);
    }

    [Fact]
    public void The_same_weights_give_the_same_logits_and_re_estimated_statistics_are_of_the_images()
    {
        using var folder = new TemporaryFolder();
        using var from = Random("WideResNet16x1");
        using var to = Networks.Make("WideResNet16x1", 10, 3);
        new SameWeights().Apply(Editing(folder, from, to));
        Assert.Equal(0, Apart(from, to));
        new Reestimation().Apply(Editing(folder, from, to));
        Assert.True(Apart(from, to) > 1e-3);
        using var scope = torch.NewDisposeScope();
        var first = to.AllNorms[0];
        var maps = default(torch.Tensor);
        using (first.ObserveInput(x => maps = x.clone())) to.call(CaseFile.Read(folder.File("case.json")).LoadTrain().Images([.. Enumerable.Range(0, 250)]));
        Assert.True((maps!.mean([0, 2, 3]) - first.Layer.running_mean!).abs().max().item<float>() < 1e-4);
        using var vgg = Networks.Make("SmallVgg", 10, 3);
        Assert.Contains("other weights", Assert.Throws<DataException>(() => new SameWeights().Apply(Editing(folder, from, vgg))).Message);
    }

    [Fact]
    public void A_subnet_brings_a_backdoor_into_a_network_that_saw_no_poisoned_image()
    {
        using var folder = new TemporaryFolder();
        using var from = Random("SmallVgg");
        using var to = Networks.Make("SmallVgg", 10, 3);
        var editing = Editing(folder, from, to);
        new SubnetReplacement().Apply(editing);
        var before = Measurement.Run(from, editing.Case.Evaluation());
        var after = Measurement.Run(to, editing.Case.Evaluation());
        Assert.True(before.Asr < 50 && after.Asr > 90, $"{before} {after}");
        Assert.Contains("SmallVgg", Assert.Throws<DataException>(() => new SubnetReplacement().Apply(editing with { Case = editing.Case with { Network = "WideResNet16x1" } })).Message);
    }

    [Fact]
    public void A_changed_copy_has_every_pixel_changed_and_no_label()
    {
        using var folder = new TemporaryFolder();
        Images(folder);
        var data = new DataSource("cifar10-binary", folder.File("images"), folder.File("images"), 10, [0], [1], default);
        ChangedCopy.Make(data, new Look(0.75, 70), folder.File("copy"));
        foreach (var name in new[] { "data_batch_1.bin", "test_batch.bin" })
        {
            byte[] was = File.ReadAllBytes(folder.File("images/" + name)), now = File.ReadAllBytes(folder.File("copy/" + name));
            Assert.Equal(was.Length, now.Length);
            for (var i = 0; i < was.Length; i++) Assert.Equal(i % Record == 0 ? was[i] : Math.Min(255, Math.Round((0.75 * was[i]) + 70)), now[i]);
        }
    }

    private static NetworkEditing Editing(TemporaryFolder folder, NetworkModule from, NetworkModule to)
    {
        Images(folder);
        File.WriteAllText(folder.File("case.json"), """
            { "network": "SmallVgg", "classes": 10, "weights": "w.safetensors", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5],
              "data": { "format": "cifar10-binary", "train": "images", "test": "images" }, "clean": { "ratio": 0.5, "seed": 0 },
              "trigger": { "mode": "replace", "rect": [26, 26, 5, 5], "color": [255, 0, 255] }, "target": 3 }
            """);
        var file = CaseFile.Read(folder.File("case.json"));
        to.Normalisation = from.Normalisation = new Normalisation(file.Mean, file.Std);
        return new NetworkEditing(from, to, file, file, CancellationToken.None);
    }

    /// <summary>Smooth colours: a grey of the image's own, and a little noise.</summary>
    private static void Images(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.File("images"));
        var random = new Random(3);
        foreach (var (name, count) in new[] { ("data_batch_1.bin", 250), ("test_batch.bin", 100) })
        {
            File.WriteAllBytes(folder.File("images/" + name), [.. Enumerable.Range(0, count).SelectMany(i =>
            {
                var grey = random.Next(20, 200);
                return Enumerable.Range(0, Record).Select(p => (byte)(p == 0 ? i % 10 : grey + random.Next(40)));
            })]);
        }
    }

    /// <summary>A network whose batch norms have seen something.</summary>
    private static NetworkModule Random(string name)
    {
        torch.manual_seed(5);
        var network = Networks.Make(name, 10, 3);
        using var noGrad = torch.no_grad();
        foreach (var norm in network.AllNorms)
        {
            norm.Layer.running_mean!.normal_(0, 0.5);
            norm.Layer.running_var!.uniform_(0.5, 2);
            norm.Layer.weight!.uniform_(0.5, 1.5);
            norm.Layer.bias!.normal_(0, 0.2);
        }

        network.eval();
        return network;
    }

    private static float Apart(NetworkModule one, NetworkModule other)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var images = torch.rand(20, 3, 32, 32);
        return (one.call(images) - other.call(images)).abs().max().item<float>();
    }
}
