using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A module of the user's own. Its type and creation come from the property; see the plan builder.</summary>
internal sealed class ModuleLayer : LayerKind
{
    public override string Name => "Module";

    public override bool IsOpaque => true;

    /// <summary>Any type is right that derives from Module&lt;Tensor, Tensor&gt;; the front door checks it.</summary>
    public override string ModuleType => "";

    public override IReadOnlyList<Parameter> Parameters { get; } = [new("Output", ParameterKind.Shape), Parameter.Text("Create", null)];

    public override bool SavesOutput(LayerArguments a) => true;

    // What the module returns may be its input.
    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => a.Shape("Output");

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"Opaque({module}, {inputs[0]}, {CSharp.Quote(a.Shape("Output").DimsText)})";

    public override string Describe(LayerArguments a) => "opaque module";
}
