namespace Fmt.Reports;

/// <summary>What the figures of one run allow to be said, from the least to the most.</summary>
public enum VerdictFinding
{
    /// <summary>Every attempt cost too much accuracy: the network is handed back as it came.</summary>
    HandedBack,

    /// <summary>No sign was found, or none that anything uses, and the network was left alone, but a known trigger works.</summary>
    SignMissed,

    /// <summary>No sign was found and the network was left alone; no trigger is known that works.</summary>
    LeftAlone,

    /// <summary>ASR was not measured before or after: nothing can be said about the backdoor.</summary>
    NoTriggerKnown,

    /// <summary>ASR rose by at least <see cref="Verdict.NoiseAsr"/> points.</summary>
    Worse,

    /// <summary>ASR was below <see cref="Verdict.WorkingAsr"/> before: too little to show a removal.</summary>
    TriggerHardlyWorked,

    /// <summary>ASR moved by less than <see cref="Verdict.NoiseAsr"/> points: the trigger works as before.</summary>
    Unchanged,

    /// <summary>ASR fell, but a control did as well or better.</summary>
    NotBetterThanControls,

    /// <summary>ASR fell together with at least <see cref="Verdict.LostAcc"/> points of clean accuracy.</summary>
    AccuracyLost,

    /// <summary>ASR fell, and the trigger still works on at least <see cref="Verdict.WorkingAsr"/> percent of the stamped images.</summary>
    StillWorks,

    /// <summary>ASR fell to below <see cref="Verdict.WorkingAsr"/>, and came back in the re-activation test: the backdoor was covered, not removed.</summary>
    Shallow,

    /// <summary>ASR fell to below <see cref="Verdict.WorkingAsr"/>, with no usable control to compare with.</summary>
    NothingToCompare,

    /// <summary>ASR fell to below <see cref="Verdict.WorkingAsr"/>, and lower than every control.</summary>
    BetterThanControls,
}
