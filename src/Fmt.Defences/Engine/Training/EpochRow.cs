namespace Fmt.Engine;

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="LearningRate">Learning rate of the epoch, of its first step where it changes within.</param>
/// <param name="Loss">Mean training loss: cross-entropy, plus what the method adds to it.</param>
/// <param name="Accuracy">Training accuracy in percent, in training mode.</param>
public sealed record EpochRow(int Epoch, double LearningRate, double Loss, double Accuracy);
