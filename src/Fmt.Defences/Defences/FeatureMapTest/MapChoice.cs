namespace Fmt.Defences;

/// <summary>Which maps <see cref="FeatureMapTesting"/> prunes.</summary>
public enum MapChoice
{
    /// <summary>Those under which the network errs most: the method.</summary>
    ByScore,

    /// <summary>As many of every layer at random: a control. Nothing is tested.</summary>
    AtRandom,

    /// <summary>None: a control, the same fine-tuning alone. Nothing is tested.</summary>
    None,
}
