
namespace Fmt.Scores;

/// <summary>How scores of different places are compared in one order.</summary>
public enum GlobalScale
{
    /// <summary>As they are.</summary>
    Raw,

    /// <summary>Standardised logarithms, place by place: (log s - mean) / std. For scores of 0 or more.</summary>
    ZOfLog,
}
