using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ConvTranspose2d</c>. Its weight is [in, out/groups, kH, kW]: a filter is a slice along the second axis.</summary>
internal sealed class ConvTranspose2dLayer() : ConvolutionLayer("transposed convolution")
{
    public override string Name => "ConvTranspose2d";

    public override int? FilterAxis => 1;

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

    protected override Inference InferMap(LayerArguments a, Source input)
    {
        var (stride, dilation, extra) = (a.Size("Stride"), a.Size("Dilation"), a.Size("OutputPadding"));
        if (extra.H >= System.Math.Max(stride.H, dilation.H) || extra.W >= System.Math.Max(stride.W, dilation.W))
            return Inference.Wrong(ProblemKind.BadArgument, "OutputPadding", $"OutputPadding {extra}", "must be smaller than Stride or Dilation");
        var (kernel, padding) = (a.Size("Kernel"), a.Size("Padding"));
        var height = Windows.Spread(input.Shape.Height, kernel.H, stride.H, padding.H, dilation.H, extra.H);
        var width = Windows.Spread(input.Shape.Width, kernel.W, stride.W, padding.W, dilation.W, extra.W);
        return height >= 1 && width >= 1
            ? Inference.Map(a.Int("Channels"), height, width)
            : Inference.Wrong(ProblemKind.BadArgument, "Padding", $"Padding {padding}", $"leaves nothing of the result for maps of {input.Shape.Height}x{input.Shape.Width}");
    }

    protected override (int First, int Second) WeightAxes(LayerArguments a, Shape input) => (input.Channels, a.Int("Channels") / a.Int("Groups"));

    // Every input element is multiplied with its group's filters.
    public override long Macs(LayerArguments a, Shape input, Shape output) =>
        input.Elements * (a.Int("Channels") / a.Int("Groups")) * a.Size("Kernel").H * a.Size("Kernel").W;

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.ConvTranspose2d({CSharp.Of(input.Channels)}, {CSharp.Of(a.Int("Channels"))}, {CSharp.Of(a.Size("Kernel"))}, "
        + $"stride: {CSharp.Of(a.Size("Stride"))}, padding: {CSharp.Of(a.Size("Padding"))}, output_padding: {CSharp.Of(a.Size("OutputPadding"))}, "
        + $"dilation: {CSharp.Of(a.Size("Dilation"))}, groups: {CSharp.Of(a.Int("Groups"))}, bias: {CSharp.Of(a.Bool("Bias"))})";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        a.Size("OutputPadding").H == a.Size("OutputPadding").W ? base.Forward(a, inputs, module) : $"global::Fmt.Modules.MapOperators.Transposed({module}, {inputs[0]})";
}
