using System;

namespace Fmt.Graph;

/// <summary>The outcome of shape inference: a shape, or what is wrong and which argument is at fault.</summary>
internal sealed record Inference(Shape? Shape, ProblemKind Kind = default, string Argument = "", object[]? Args = null, string? Fix = null)
{
    public static implicit operator Inference(Shape shape) => new(shape);

    /// <summary>A map, or "too large".</summary>
    public static Inference Map(long channels, long height, long width) =>
        Shape.IsPossible(channels, height, width)
            ? Shape.Map((int)channels, (int)height, (int)width)
            : Wrong(ProblemKind.BadArgument, "", FormattableString.Invariant($"The result {channels}x{height}x{width}"), "is too large for one image");

    /// <summary>A vector, or "too large".</summary>
    public static Inference Vector(long features) =>
        Shape.IsPossible(features, 1, 1)
            ? Shape.Vector((int)features)
            : Wrong(ProblemKind.BadArgument, "", FormattableString.Invariant($"The result of {features} features"), "is too large for one image");

    public static Inference Wrong(ProblemKind kind, string argument, params object[] args) => new(null, kind, argument, args);
}

/// <summary>An input of a layer: its shape and what the user calls it.</summary>
internal readonly record struct Source(Shape Shape, string Name);

/// <summary>One entry that a layer adds to the state_dict.</summary>
/// <param name="Name">Last part of its name, for instance <c>weight</c>.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Trainable">A parameter; else a buffer.</param>
/// <param name="Counter">An int64 counter; else float32.</param>
internal readonly record struct WeightEntry(string Name, EquatableArray<int> Shape, bool Trainable = true, bool Counter = false)
{
    public static WeightEntry Of(string name, params int[] shape) => new(name, shape.ToEquatable());

    public long Elements
    {
        get
        {
            var n = 1L;
            foreach (var d in Shape) n *= d;
            return n;
        }
    }
}
