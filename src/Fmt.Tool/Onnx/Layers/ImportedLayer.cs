using System.Collections.Generic;
using System.Collections.Immutable;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>A layer that one or several nodes became.</summary>
/// <param name="node">The last of these nodes.</param>
/// <param name="kind">The kind.</param>
/// <param name="given">The arguments that differ from the kind's defaults.</param>
/// <param name="arguments">All arguments.</param>
/// <param name="inputs">What it reads.</param>
/// <param name="shape">What it gives.</param>
/// <param name="weights">Its tensors, in the kind's order.</param>
internal sealed class ImportedLayer(
    OnnxNode node,
    LayerKind kind,
    IReadOnlyDictionary<string, object> given,
    LayerArguments arguments,
    ImmutableArray<OnnxValue.Signal> inputs,
    Shape shape,
    ImmutableArray<ImportedWeight> weights)
{
    public OnnxNode Node => node;

    public LayerKind Kind => kind;

    public IReadOnlyDictionary<string, object> Given => given;

    public LayerArguments Arguments => arguments;

    public ImmutableArray<OnnxValue.Signal> Inputs { get; set; } = inputs;

    public Shape Shape => shape;

    public ImmutableArray<ImportedWeight> Weights => weights;

    public bool HasModule => kind.ModuleType is not null;

    /// <summary>Where it stands in the order of execution.</summary>
    public int Position { get; set; }

    /// <summary>Its path as a module, <c>layer1.0.conv1</c>; of a layer without weights the scope it stands in and its kind.</summary>
    public string Path { get; set; } = "";

    /// <summary>The earlier layer whose weights it uses too; null where they are its own.</summary>
    public ImportedLayer? Shares { get; set; }
}
