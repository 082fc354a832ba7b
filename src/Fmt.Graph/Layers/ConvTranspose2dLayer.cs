using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ConvTranspose2d</c>. Its weight is [in, out/groups, kH, kW]: a filter is a slice along the second axis.</summary>
internal sealed class ConvTranspose2dLayer : LayerKind
{
    private static readonly Size One = new(1, 1);

    public override string Name => "ConvTranspose2d";

    public override string ModuleType => "global::TorchSharp.Modules.ConvTranspose2d";

    public override bool MakesSite => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Int("Channels"),
        Parameter.Size("Kernel", 1),
        Parameter.Size("Stride", 1),
        Parameter.Size("Padding", 0, min: 0),
        Parameter.Size("OutputPadding", 0, min: 0),
        Parameter.Int("Groups", 1),
        Parameter.Bool("Bias", true),
        Parameter.Size("Dilation", 1),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var input = inputs[0];
        if (NeedsMap(input) is { } wrong) return wrong;
        var (channels, groups) = (a.Int("Channels"), a.Int("Groups"));
        if (input.Shape.Channels % groups != 0 || channels % groups != 0)
            return Inference.Wrong(ProblemKind.GroupsDoNotDivide, "Groups", groups, input.Shape.Channels, input.Name, channels);
        var (stride, dilation, extra) = (a.Size("Stride"), a.Size("Dilation"), a.Size("OutputPadding"));
        if (extra.H >= System.Math.Max(stride.H, dilation.H) || extra.W >= System.Math.Max(stride.W, dilation.W))
            return Inference.Wrong(ProblemKind.BadArgument, "OutputPadding", $"OutputPadding {extra}", "must be smaller than Stride or Dilation");
        var (kernel, padding) = (a.Size("Kernel"), a.Size("Padding"));
        var height = Windows.Spread(input.Shape.Height, kernel.H, stride.H, padding.H, dilation.H, extra.H);
        var width = Windows.Spread(input.Shape.Width, kernel.W, stride.W, padding.W, dilation.W, extra.W);
        return height >= 1 && width >= 1
            ? Inference.Map(channels, height, width)
            : Inference.Wrong(ProblemKind.BadArgument, "Padding", $"Padding {padding}", $"leaves nothing of the result for maps of {input.Shape.Height}x{input.Shape.Width}");
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input)
    {
        var kernel = a.Size("Kernel");
        yield return WeightEntry.Of("weight", input.Channels, a.Int("Channels") / a.Int("Groups"), kernel.H, kernel.W);
        if (a.Bool("Bias")) yield return WeightEntry.Of("bias", a.Int("Channels"));
    }

    // Every input element is multiplied with its group's filters.
    public override long Macs(LayerArguments a, Shape input, Shape output) =>
        input.Elements * (a.Int("Channels") / a.Int("Groups")) * a.Size("Kernel").H * a.Size("Kernel").W;

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.ConvTranspose2d({CSharp.Of(input.Channels)}, {CSharp.Of(a.Int("Channels"))}, {CSharp.Of(a.Size("Kernel"))}, "
        + $"stride: {CSharp.Of(a.Size("Stride"))}, padding: {CSharp.Of(a.Size("Padding"))}, output_padding: {CSharp.Of(a.Size("OutputPadding"))}, "
        + $"dilation: {CSharp.Of(a.Size("Dilation"))}, groups: {CSharp.Of(a.Int("Groups"))}, bias: {CSharp.Of(a.Bool("Bias"))})";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        a.Size("OutputPadding").H == a.Size("OutputPadding").W ? base.Forward(a, inputs, module) : $"global::Fmt.Modules.MapOperators.Transposed({module}, {inputs[0]})";

    public override string Describe(LayerArguments a)
    {
        var kernel = a.Size("Kernel");
        var parts = new List<string> { $"{CSharp.Of(kernel.H)}x{CSharp.Of(kernel.W)} transposed convolution" };
        if (a.Size("Stride") != One) parts.Add($"stride {a.Size("Stride")}");
        if (a.Size("Dilation") != One) parts.Add($"dilation {a.Size("Dilation")}");
        if (a.Int("Groups") != 1) parts.Add($"{CSharp.Of(a.Int("Groups"))} groups");
        return string.Join(", ", parts);
    }
}
