using System.Collections.Immutable;

namespace Fmt.Tool.Inference;

/// <summary>A parameter of a block.</summary>
/// <param name="Role">What the value is, and so which values may be one parameter: width, stride, count, presence.</param>
/// <param name="Type">int or bool.</param>
/// <param name="Default">What most uses leave out; null where every use gives it.</param>
/// <param name="Values">The value of each use; 0 and 1 stand for false and true.</param>
internal sealed record BlockParameter(string Name, string Role, string Type, string? Default, ImmutableArray<long> Values);
