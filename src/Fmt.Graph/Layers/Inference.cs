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

    /// <summary>A map whose channels are last, or "too large".</summary>
    public static Inference MapChannelsLast(long channels, long height, long width) =>
        Map(channels, height, width) is { Shape: { } shape } ? Shape.MapChannelsLast(shape.Channels, shape.Height, shape.Width) : Map(channels, height, width);

    /// <summary>A vector, or "too large".</summary>
    public static Inference Vector(long features) =>
        Shape.IsPossible(features, 1, 1)
            ? Shape.Vector((int)features)
            : Wrong(ProblemKind.BadArgument, "", FormattableString.Invariant($"The result of {features} features"), "is too large for one image");

    /// <summary>"Maps are needed", for a vector or for maps whose channels are last.</summary>
    public static Inference MapExpected(string kind, Source input) =>
        Wrong(ProblemKind.MapExpected, "", kind, input.Shape.ChannelsLast ? $"{input.Shape}; put a [Permute(\"NCHW\")] between them" : $"a vector of {input.Shape}", input.Name);

    /// <summary>Null where a number of groups divides the input's channels, else what is wrong.</summary>
    public static Inference? GroupsMustDivide(int groups, Source input) =>
        input.Shape.Channels % groups == 0
            ? null
            : Wrong(ProblemKind.BadArgument, "Groups", $"Groups = {CSharp.Of(groups)}", $"must divide the {CSharp.Of(input.Shape.Channels)} channels of '{input.Name}'");

    public static Inference Wrong(ProblemKind kind, string argument, params object[] args) => new(null, kind, argument, args);
}
