using Fmt.Modules;

namespace Fmt.Engine;

/// <summary>What a step is given.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Moment">Where the training stands.</param>
/// <param name="Pass">How the network's passes run.</param>
internal readonly record struct TrainingStep<T>(T Batch, TrainingMoment Moment, Pass Pass);
