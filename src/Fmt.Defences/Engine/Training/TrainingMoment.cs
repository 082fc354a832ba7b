
namespace Fmt.Engine;

/// <summary>Where a training stands before a step. All numbers from 0.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">The step, counted over all epochs.</param>
/// <param name="Steps">Steps in all.</param>
internal readonly record struct TrainingMoment(int Epoch, int Epochs, int Step, int Steps);
