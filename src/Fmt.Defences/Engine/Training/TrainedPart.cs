using Fmt.Modules;
using TorchSharp.Modules;

namespace Fmt.Engine;

/// <summary>One of the modules that are trained together.</summary>
/// <param name="Name">Its name in the file of the training's state.</param>
/// <param name="Module">Weights and statistics.</param>
/// <param name="Optimizer">What moves them.</param>
internal sealed record TrainedPart(string Name, IStateDict Module, OptimizerHelper Optimizer);
