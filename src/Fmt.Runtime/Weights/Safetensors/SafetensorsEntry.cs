using System.Collections.Immutable;
using TorchSharp;

namespace Fmt.Weights;

/// <summary>What a safetensors header says of a tensor.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Begin">Its first byte in the data.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record SafetensorsEntry(string Name, torch.ScalarType Type, ImmutableArray<long> Shape, long Begin, long End);
