namespace Fmt.Graph;

/// <summary>An input of a layer: its shape and what the user calls it.</summary>
internal readonly record struct Source(Shape Shape, string Name);
