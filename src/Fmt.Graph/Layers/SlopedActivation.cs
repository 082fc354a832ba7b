using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>An activation with a slope for what is negative. Its in-place form is differentiated from its output, so nobody may overwrite that.</summary>
/// <param name="function">TorchSharp's function.</param>
/// <param name="inPlace">The operator of the runtime that computes it in place.</param>
/// <param name="slope">The slope's parameter.</param>
/// <param name="standard">PyTorch's default for it.</param>
internal abstract class SlopedActivation(string function, string inPlace, string slope, double standard) : PointwiseLayer
{
    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double(slope, standard), InPlace];

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.{function}({inputs[0]}, {CSharp.Of(a.Double(slope))}, false)";

    // Autograd cannot undo an in-place one whose slope is below zero, so there it stays out of place.
    public override bool HasInPlaceForm(LayerArguments a, int inputs) => !(a.Double(slope) < 0);

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.Operators.{inPlace}({inputs[0]}, {CSharp.Of(a.Double(slope))})";
}
