using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Tool.Onnx;

/// <summary>The weights of layers under their names in the state_dict.</summary>
internal static class WeightList
{
    /// <summary>How much longer than the file the weights may be: exporters make equal tensors one.</summary>
    private const long MostTimes = 16;

    /// <summary>Every tensor of a layer's own, in the members' order; none where the file has no values.</summary>
    /// <exception cref="OnnxException">Some have values and some have not, or they are much longer than the file.</exception>
    public static ImmutableArray<CheckpointTensor> Of(IEnumerable<ImportedLayer> order, OnnxModel model)
    {
        var layers = order.Where(l => l.HasModule && l.Shares is null).ToList();
        var all = layers.SelectMany(l => l.Weights).ToList();
        var missing = all.Where(w => w.Tensor.Data is null).Select(w => w.Origin).ToList();
        if (missing.Count == all.Count) return [];
        if (missing.Count > 0) throw OnnxException.Of($"{missing.Count} of {all.Count} parameters have no values: {Fmt.Files.NameList.Of(missing)}");
        if (all.Sum(w => (long)w.Tensor.Data!.Value.Length) > (MostTimes * model.Bytes) + External(model)) throw OnnxException.Of("the weights of the layers are much longer than the file");
        return [.. layers.SelectMany(Of)];
    }

    private static long External(OnnxModel model) => model.Parameters.Sum(p => (long)(p.Value.Data?.Length ?? 0));

    private static IEnumerable<CheckpointTensor> Of(ImportedLayer layer)
    {
        foreach (var weight in layer.Weights)
            yield return new CheckpointTensor(weight.Leaf.Length == 0 ? layer.Path : layer.Path + "." + weight.Leaf, weight.Tensor.Type, weight.Tensor.Dims, weight.Tensor.Data!.Value);
        // PyTorch's own counter, which ONNX does not keep.
        foreach (var counter in layer.Kind.Weights(layer.Arguments, layer.Inputs[0].Shape).Where(e => e.Counter))
            yield return new CheckpointTensor(layer.Path + "." + counter.Name, torch.ScalarType.Int64, [], new byte[sizeof(long)]);
    }
}
