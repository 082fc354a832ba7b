using System.Collections.Immutable;

namespace Fmt.Tool.Onnx;

/// <summary>A parameter of a block.</summary>
/// <param name="Name">Its property.</param>
/// <param name="Role">What the value is, and so which values may be one parameter.</param>
/// <param name="Default">What uses may leave out; null where every use gives it.</param>
/// <param name="Values">The value of each use: an int, a double or a bool.</param>
internal sealed record CellParameter(string Name, string Role, object? Default, ImmutableArray<object> Values)
{
    public string Type => Values[0] switch { int => "int", double => "double", _ => "bool" };
}
