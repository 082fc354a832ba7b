using System;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Graph;
using Fmt.Tests;
using Fmt.Tests.Reference;
using Fmt.Tool.Onnx;
using Fmt.Tool.Writing;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>What PyTorch exported comes back: names, order, shapes, logits, batch norms.</summary>
public sealed class OnnxReferenceTests
{
    public static TheoryData<string> Graphs => [.. OnnxReference.Graphs];

    // Its reference values are for 128x128, at which the exporter refuses it; half a gigabyte of weights is not needed to see that it compiles.
    public static TheoryData<string> Runnable => [.. OnnxReference.Graphs.Where(n => n != "vgg19_bn")];

    public static TheoryData<string> Models => [.. OnnxReference.Models];

    public static TheoryData<string> All => [.. OnnxReference.Graphs.Select(n => n + ".graph"), .. OnnxReference.Models];

    [SharedTheory("reference/onnx")]
    [MemberData(nameof(Graphs))]
    public void A_graph_has_PyTorchs_state_dict(string name)
    {
        using var reference = OnnxReference.Read($"architectures/{name}");
        var import = OnnxReference.Import(name + ".graph");
        var graph = GraphBuilder.Build(DeclarationRecords.Of(import.File)).Graph!;
        var entries = graph.Registration.Select(i => graph.Nodes[i]).SelectMany(n => n.Kind!.Weights(n.Arguments, graph.Nodes[n.Inputs[0]].Output)
            .Select(w => $"{(w.Name.Length == 0 ? n.Name : n.Name + "." + w.Name)} [{string.Join(", ", w.Shape)}]"));
        var expected = reference.RootElement.GetProperty("state_dict").EnumerateArray().Select(e => $"{e.GetProperty("name").GetString()} [{string.Join(", ", e.GetProperty("shape").EnumerateArray())}]");
        Assert.Equal(expected, entries);
        Assert.Empty(import.Weights);
    }

    [SharedTheory("reference/onnx")]
    [MemberData(nameof(Runnable))]
    public async Task A_graph_filled_by_the_formula_gives_PyTorchs_logits(string name)
    {
        using var reference = OnnxReference.Read($"architectures/{name}");
        using var network = await Compiled.OfAsync(OnnxReference.Import(name + ".graph").Declaration);
        Fill.State(network.Network, reference.RootElement.GetProperty("gain").GetDouble());
        OnnxReference.AssertLogits(network.Network, reference.RootElement, OnnxReference.Tolerance(reference.RootElement));
    }

    [SharedFact("reference/onnx")]
    public async Task The_largest_graph_compiles() => Assert.Empty((await Compiled.CheckAsync(OnnxReference.Import("vgg19_bn.graph").Declaration)).Found);

    [SharedTheory("reference/onnx")]
    [MemberData(nameof(Models))]
    public async Task A_model_gives_PyTorchs_logits(string name)
    {
        using var reference = OnnxReference.Read("onnx/logits");
        using var folder = new TemporaryFolder();
        var import = OnnxReference.Import(name);
        Checkpoint.WriteSafetensors(folder.File("net.safetensors"), import.Weights);
        using var network = await Compiled.OfAsync(import.Declaration);
        network.Network.Load(folder.File("net.safetensors"));
        Assert.Equal(network.Network.StateEntries.Select(e => e.Name), import.Weights.Select(w => w.Name));
        OnnxReference.AssertLogits(network.Network, reference.RootElement.GetProperty(name), Tolerance(name));
    }

    [SharedTheory("reference/onnx")]
    [MemberData(nameof(All))]
    public void No_batch_norm_is_lost_and_nothing_is_left_to_fill_in(string name)
    {
        var model = OnnxFile.Read(OnnxReference.Path(name));
        var import = OnnxReference.Import(name);
        var graph = GraphBuilder.Build(DeclarationRecords.Of(import.File)).Graph!;
        Assert.Equal(model.Nodes.Count(n => n.Op == "BatchNormalization"), graph.Nodes.Count(n => n.Kind is { NormalisesBatch: true }));
        Assert.DoesNotContain("FILL", import.Declaration, StringComparison.Ordinal);
    }

    [SharedTheory("reference/onnx")]
    [InlineData("badnets_8_02", true)]
    [InlineData("wrn16_1_grid_5", true)]
    [InlineData("badnet_cifar10_1", true)]
    [InlineData("badnets_8_02.unfolded", false)]
    [InlineData("convnext_tiny.graph", false)]
    public void Folded_batch_norm_is_said(string name, bool isFolded) =>
        Assert.Equal(isFolded, OnnxReference.Import(name).Declaration.Contains("do_constant_folding=False", StringComparison.Ordinal));

    private static double Tolerance(string name)
    {
        if (!name.StartsWith("resnet20", StringComparison.Ordinal)) return 1e-4;
        using var architecture = OnnxReference.Read($"architectures/{name.Split('.')[0]}");
        return OnnxReference.Tolerance(architecture.RootElement);
    }
}
