
namespace Fmt.Generators;

/// <summary>What a step computes in.</summary>
internal enum StepPrecision
{
    /// <summary>What the network is set to, where the layer offers a choice.</summary>
    AsSet,

    /// <summary>The weights' type: it reads pixels, which need more digits than maps do.</summary>
    AsWeights,
}
