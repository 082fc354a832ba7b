using System;
using Fmt.Modules;

namespace Fmt.Engine;

/// <summary>What a training does beside its steps.</summary>
/// <param name="Part">Name of the training, for progress, errors and the file of its state.</param>
/// <param name="Epochs">Passes over the batches.</param>
/// <param name="Rates">Learning rate of every step, that of the first part's optimizer.</param>
/// <param name="Pass">How the network's passes run: where dropout draws from, what convolutions compute in.</param>
internal sealed record TrainingPlan(string Part, int Epochs, RateSchedule Rates, Pass Pass)
{
    /// <summary>The network's mode while it is trained.</summary>
    public TrainingMode Mode { get; init; }

    /// <summary>Zero the masked maps' weights after every step, so that what momentum gathers for them never shows.</summary>
    public bool HoldMasks { get; init; } = true;

    /// <summary>Whether an epoch is the last one; null for all of them.</summary>
    public Func<EpochRow, bool>? Until { get; init; }
}
