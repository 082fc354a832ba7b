using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>What the convolutions share: filters in groups, each of which makes one feature map.</summary>
/// <param name="what">How the summary calls it.</param>
internal abstract class ConvolutionLayer(string what) : LayerKind
{
    /// <summary>No stride, no dilation.</summary>
    protected static Size One { get; } = new(1, 1);

    public override string ModuleType => "global::TorchSharp.Modules." + Name;

    public override int Groups(LayerArguments a) => a.Int("Groups");

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var input = inputs[0];
        if (NeedsMap(input) is { } wrong) return wrong;
        var (channels, groups) = (a.Int("Channels"), Groups(a));
        return input.Shape.Channels % groups != 0 || channels % groups != 0
            ? Inference.Wrong(ProblemKind.GroupsDoNotDivide, "Groups", groups, input.Shape.Channels, input.Name, channels)
            : InferMap(a, input);
    }

    /// <summary>The result for maps whose channels the groups divide.</summary>
    protected abstract Inference InferMap(LayerArguments a, Source input);

    /// <summary>The first two axes of the weight.</summary>
    protected abstract (int First, int Second) WeightAxes(LayerArguments a, Shape input);

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input)
    {
        var (kernel, axes) = (a.Size("Kernel"), WeightAxes(a, input));
        yield return WeightEntry.Of("weight", axes.First, axes.Second, kernel.H, kernel.W);
        if (a.Bool("Bias")) yield return WeightEntry.Of("bias", a.Int("Channels"));
    }

    public override string Describe(LayerArguments a)
    {
        var kernel = a.Size("Kernel");
        var parts = new List<string> { $"{CSharp.Of(kernel.H)}x{CSharp.Of(kernel.W)} {what}" };
        if (a.Size("Stride") != One) parts.Add($"stride {a.Size("Stride")}");
        if (a.Size("Dilation") != One) parts.Add($"dilation {a.Size("Dilation")}");
        if (Groups(a) != 1) parts.Add($"{CSharp.Of(Groups(a))} groups");
        return string.Join(", ", parts);
    }
}
