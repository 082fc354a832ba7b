using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>
/// An activation that is one method of TorchSharp's tensors, with an in-place form beside it (<c>relu</c>, <c>relu_</c>).
/// Which of them autograd differentiates from their output (SavesOutput) is what libtorch's derivative formulas say.
/// </summary>
internal abstract class MethodActivation(string method) : PointwiseLayer
{
    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.{method}()";

    public override bool HasInPlaceForm(LayerArguments a, int inputs) => true;

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.{method}_()";
}
