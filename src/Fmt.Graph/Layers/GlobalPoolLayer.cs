using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>Pooling of a whole map to one value.</summary>
internal abstract class GlobalPoolLayer : AdaptivePoolLayer
{
    public override IReadOnlyList<Parameter> Parameters => [];

    protected override Size To(LayerArguments a) => new(1, 1);
}
