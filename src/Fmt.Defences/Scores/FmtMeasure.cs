namespace Fmt.Scores;

/// <summary>What FMT's adversarial test counts.</summary>
public enum FmtMeasure
{
    /// <summary>How many of a map's adversarial images are misread (arXiv 2307.11565).</summary>
    Mispredictions,

    /// <summary>Mean over them of the largest wrong logit less the true one: no ties where hardly an image changes class. Not in the paper.</summary>
    Margin,
}
