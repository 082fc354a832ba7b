using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>The shape of one image.</summary>
internal static class ImageShape
{
    /// <summary>What the network reads: the file's shape, where it is free the given one.</summary>
    /// <param name="model">The file.</param>
    /// <param name="given"><c>3x32x32</c>, or null.</param>
    /// <exception cref="OnnxException">It is not known, or not what is given.</exception>
    public static OnnxValue.Signal Of(OnnxModel model, string? given)
    {
        var dims = model.Input.Dims;
        if (dims.Length != 4) throw OnnxException.Of($"the input has {dims.Length} axes; images have four: batch, channels, height, width", model.Input.Name);
        var isLast = IsLast(model);
        long[] own = isLast ? [dims[3], dims[1], dims[2]] : [dims[1], dims[2], dims[3]];
        var shape = given is null ? null : Shape.Parse(given);
        if (shape is not null && own.Where((d, i) => d != 0 && d != shape.Dims[i]).Any())
            throw OnnxException.Of($"the input is {string.Join('x', own)}, not {given}", model.Input.Name);
        if (shape is null && own.Contains(0))
            throw OnnxException.Of($"the input leaves its size open ({string.Join('x', own.Select(d => d == 0 ? "?" : d.ToString(CultureInfo.InvariantCulture)))}); give one with --input CxHxW", model.Input.Name);
        if (shape is null && !Shape.IsPossible(own[0], own[1], own[2])) throw OnnxException.Of($"the input is too large: {string.Join('x', own)}", model.Input.Name);
        shape ??= Shape.Map((int)own[0], (int)own[1], (int)own[2]);
        return new OnnxValue.Signal(null, isLast ? Shape.MapChannelsLast(shape.Channels, shape.Height, shape.Width) : shape);
    }

    /// <summary>As the declaration has it.</summary>
    public static string Text(OnnxValue.Signal image) => Shape.Map(image.Shape.Channels, image.Shape.Height, image.Shape.Width).DimsText;

    /// <summary>Whether images have their channels last, and the first thing that is done brings them to the front.</summary>
    private static bool IsLast(OnnxModel model)
    {
        var readers = model.Nodes.Where(n => n.Inputs.Contains(model.Input.Name)).ToList();
        return readers is [{ Op: "Transpose" } one] && one.Attributes.TryGetValue("perm", out var perm) && perm.Ints is [0, 3, 1, 2];
    }
}
