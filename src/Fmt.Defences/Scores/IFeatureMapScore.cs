using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>A test of feature maps: one number per map, higher is more suspect. The network is left as it was, its mode included.</summary>
public interface IFeatureMapScore
{
    /// <summary>The test's name in the papers, for instance <c>CLP</c>.</summary>
    string Name { get; }

    /// <summary>Scores the maps of every place that the test can speak about.</summary>
    /// <param name="network">A generated network; unchanged afterwards.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation; what the test cost is added to its passes.</param>
    ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context);
}
