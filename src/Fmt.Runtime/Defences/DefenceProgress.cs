namespace Fmt.Defences;

/// <summary>How far a defence is.</summary>
/// <param name="Stage">The part that runs, in words.</param>
/// <param name="Done">Units done in this part.</param>
/// <param name="Total">Units of this part.</param>
public sealed record DefenceProgress(DefenceStage Stage, int Done, int Total)
{
    /// <summary>Which part of a repair runs, in words, for instance <c>unlearning</c>: units are that part's. Null for a stage that has no parts.</summary>
    public string? Part { get; init; }
}

/// <summary>The parts of a defence.</summary>
public enum DefenceStage
{
    /// <summary>Measuring the network as it came.</summary>
    MeasuringBefore,

    /// <summary>Testing every feature map; units are (feature map, block of images) pairs.</summary>
    Scoring,

    /// <summary>A repair: looking for a sign, reconstructing perturbations, training; units are the part's own.</summary>
    Repairing,

    /// <summary>Fine-tuning the pruned network and, beside it, the controls; units are epochs.</summary>
    FineTuning,
}
