using System.Collections.Generic;
using System.Collections.Immutable;

namespace Fmt.Tool.Onnx;

/// <summary>An operator at one place of an ONNX file.</summary>
/// <param name="Name">Its name; where the file has none, operator and number.</param>
/// <param name="Op">The operator.</param>
/// <param name="Inputs">The values that it reads; empty texts where an optional one is left out.</param>
/// <param name="Outputs">The values that it makes.</param>
/// <param name="Attributes">Its attributes by name.</param>
internal sealed record OnnxNode(string Name, string Op, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>How errors call it.</summary>
    public string Label => Name.StartsWith(Op, System.StringComparison.Ordinal) ? Name : $"{Op} {Name}";

    /// <summary>The value that it reads at a place; empty where there is none.</summary>
    public string Input(int slot) => slot < Inputs.Length ? Inputs[slot] : "";
}
