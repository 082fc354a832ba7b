namespace Fmt.Defences;

/// <summary>How far a defence is. Parts may run side by side, so that reports of several arrive by turns.</summary>
/// <param name="Stage">What runs.</param>
/// <param name="Done">Units done in this part.</param>
/// <param name="Total">Units of this part.</param>
public sealed record DefenceProgress(DefenceStage Stage, int Done, int Total)
{
    /// <summary>Which part of a stage runs, in words, for instance <c>unlearning</c>: units are that part's. Null for a stage that has no parts.</summary>
    public string? Part { get; init; }

    /// <summary>What runs, in words, the same for all reports of one part: the text beside a progress bar.</summary>
    public string Words => Part ?? Stage switch
    {
        DefenceStage.MeasuringBefore => "measuring as it came",
        DefenceStage.Scoring => "testing every feature map",
        DefenceStage.FineTuning => "fine-tuning, beside both controls",
        DefenceStage.Control => "control: fine-tuning only",
        DefenceStage.ReActivation => "re-activation test",
        DefenceStage.MeasuringAfter => "measuring afterwards",
        _ => "repairing",
    };
}

/// <summary>The parts of a defence.</summary>
public enum DefenceStage
{
    /// <summary>Measuring the network as it came; units are images.</summary>
    MeasuringBefore,

    /// <summary>Testing every feature map; units are (feature map, block of images) pairs.</summary>
    Scoring,

    /// <summary>A repair: looking for a sign, reconstructing perturbations, training; units are the part's own.</summary>
    Repairing,

    /// <summary>Fine-tuning the pruned network and, beside it, the controls; units are epochs.</summary>
    FineTuning,

    /// <summary>A repair's control; units are steps.</summary>
    Control,

    /// <summary>The re-activation test; units are steps.</summary>
    ReActivation,

    /// <summary>Measuring the network afterwards, its control and innocent networks; units are images, of each measurement its own.</summary>
    MeasuringAfter,
}
