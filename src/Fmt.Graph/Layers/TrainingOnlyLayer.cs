using System.Collections.Generic;
using System.Globalization;

namespace Fmt.Graph;

/// <summary>A layer that changes its input in training only, by random numbers; in evaluation it passes it on.</summary>
internal abstract class TrainingOnlyLayer : PointwiseLayer
{
    public override bool Aliases => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("P", 0.5, 0, 1)];

    protected static string P(LayerArguments a) => a.Double("P").ToString("R", CultureInfo.InvariantCulture);
}
