using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Graph;
using Fmt.Tests.LayerRows;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Generators.Tests.Layers;

/// <summary>Inferred shapes are those that libtorch returns, for random arguments of every kind; what libtorch refuses is a problem.</summary>
public sealed class ShapeTests
{
    private const int Rounds = 400;

    public static TheoryData<string> Kinds => new(LayerCatalog.All.Select(k => k.Name).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shape_is_libtorchs(string name)
    {
        var kind = LayerCatalog.Find(name)!;
        var random = new RandomLayer(name.Sum(c => c) * 31);
        var right = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var shapes = random.Inputs(kind);
            var values = random.Arguments(kind);
            var arguments = new LayerArguments(values);
            var what = $"{RandomLayer.Attribute(kind, values, "x")} on {string.Join(", ", shapes.Select(s => s.ToString()))}";
            var inferred = kind.InferShape(arguments, [.. shapes.Select((s, i) => new Source(s, "x" + i))]);
            var real = Run(kind, arguments, shapes, inferred.Shape is not null);
            if (inferred.Shape is { } shape)
            {
                Assert.True(real is not null, what + " was refused by libtorch");
                Assert.True(real!.Dims.Equals(shape.Dims), $"{what} gives {real}, not {shape}");
                right++;
            }
            else
            {
                Assert.True(Enum.IsDefined(inferred.Kind), what);
                Assert.True(inferred.Argument.Length == 0 || kind.Parameters.Any(p => p.Name == inferred.Argument.Split('#')[0]), what);
                if (!LayerRowTable.ByKind[name].IsStricter) Assert.True(real is null, $"{what}: {inferred.Kind}, but libtorch gives {real}");
            }
        }

        Assert.True(right > Rounds / 10, $"only {right} of {Rounds} were right");
    }

    /// <summary>The shape that libtorch gives; null where it refuses.</summary>
    private static Shape? Run(LayerKind kind, LayerArguments arguments, Shape[] shapes, bool valid)
    {
        var inputs = shapes.Select(s => rand([2, .. s.Dims.Select(d => (long)d)])).ToArray();
        // What has no weights because its arguments are wrong is refused by definition.
        if (!valid && kind.Name == "Conv2d" && (!shapes[0].IsMap || shapes[0].Channels < arguments.Int("Groups"))) return null;
        // oneDNN ends the process over a transposed convolution without filters, or whose result has no size.
        if (!valid && kind.Name == "ConvTranspose2d") return null;
        var weights = kind.Weights(arguments, shapes[0]).ToDictionary(w => w.Name, w => w.Shape.Count == 0 ? zeros([]) : rand([.. w.Shape.Select(d => (long)d)]));
        try
        {
            var output = LayerRowTable.ByKind[kind.Name].Run(new LayerCall(arguments, inputs, n => weights.GetValueOrDefault(n), false));
            if (output.shape.Length is not (2 or 4) || output.shape[0] != 2 || output.shape.Contains(0)) return null;
            return new Shape(output.shape.Skip(1).Select(d => (int)d).ToEquatable());
        }
        catch (Exception e) when (e is ExternalException or ArgumentException or NotSupportedException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
