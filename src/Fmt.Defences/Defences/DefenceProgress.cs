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
        DefenceStage.Control => "control",
        DefenceStage.ReActivation => "re-activation test",
        DefenceStage.MeasuringAfter => "measuring afterwards",
        _ => "defending",
    };
}
