using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>What the joins share.</summary>
internal abstract class JoinLayer : LayerKind
{
    public override bool IsJoin => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [new("Inputs", ParameterKind.Members)];

    /// <summary>The argument that names an input.</summary>
    protected static string At(IReadOnlyList<Source> inputs, Source input) => "Inputs#" + CSharp.Of(inputs.ToList().IndexOf(input));
}
