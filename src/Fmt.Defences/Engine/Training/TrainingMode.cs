namespace Fmt.Engine;

/// <summary>The mode of a network while it is trained.</summary>
internal enum TrainingMode
{
    /// <summary>Batch norm normalises by the batch and gathers statistics, dropout drops.</summary>
    Training,

    /// <summary>Dropout drops; batch norm keeps the statistics that it has, and normalises by them.</summary>
    FrozenStatistics,

    /// <summary>Batch norm keeps its statistics, nothing is dropped.</summary>
    Evaluation,
}
