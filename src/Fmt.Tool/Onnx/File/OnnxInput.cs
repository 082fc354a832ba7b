using System.Collections.Immutable;

namespace Fmt.Tool.Onnx;

/// <summary>The images that a file reads.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Dims">Their four axes; 0 where the file leaves one free.</param>
internal sealed record OnnxInput(string Name, ImmutableArray<long> Dims);
