using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Conv2d</c>.</summary>
internal sealed class Conv2dLayer() : ConvolutionLayer("convolution")
{
    public override string Name => "Conv2d";

    public override int? FilterAxis => 0;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Int("Channels"),
        Parameter.Size("Kernel", 1),
        Parameter.Size("Stride", 1),
        Parameter.Size("Padding", 0, min: 0, allowSame: true),
        Parameter.Size("Dilation", 1),
        Parameter.Int("Groups", 1),
        Parameter.Bool("Bias", true),
        Parameter.Text("PaddingMode", "zeros", "zeros", "reflect", "replicate", "circular"),
    ];

    /// <summary>As <c>nn.Conv2d(64, 128, 3)</c> has them: the input's channels, then a kernel or a stride that no filter has.</summary>
    public override string? MeantAs(LayerArguments a, int positional, Shape input)
    {
        if (positional < 3 || a.Int("Channels") != input.Channels) return null;
        var (kernel, stride) = (a.Size("Kernel"), a.Size("Stride"));
        var isOdd = kernel.H > 11 || stride.H > 2 || (kernel.H > 2 && kernel.H % 2 == 0 && stride.H == 1);
        if (!isOdd || kernel.H != kernel.W || stride.H != stride.W) return null;
        return $"[Conv2d({kernel}, {stride}{(positional > 3 ? $", {a.Size("Padding")}" : "")})]";
    }

    protected override Inference InferMap(LayerArguments a, Source input)
    {
        var channels = a.Int("Channels");
        var same = a.Size("Padding").IsSame;
        if (same && a.Size("Stride") != One) return Inference.Wrong(ProblemKind.BadArgument, "Padding", "Padding = \"same\"", "needs Stride = 1");
        var padding = same ? KeepingSize(a.Size("Kernel"), a.Size("Dilation")) : a.Size("Padding");
        var limit = a.Text("PaddingMode") switch { "reflect" => 1, "circular" => 0, _ => -1 };
        if (limit >= 0 && (padding.H > input.Shape.Height - limit || padding.W > input.Shape.Width - limit))
            return Inference.Wrong(ProblemKind.BadArgument, "Padding", $"Padding {padding}", $"is more than {a.Text("PaddingMode")} padding can take from a map of {input.Shape.Height}x{input.Shape.Width}");
        if (same) return Inference.Map(channels, input.Shape.Height, input.Shape.Width);
        return Windows.Slide(input, channels, a.Size("Kernel"), a.Size("Stride"), padding, a.Size("Dilation"), false, "Kernel");
    }

    /// <summary>What "same" pads on the larger side.</summary>
    private static Size KeepingSize(Size kernel, Size dilation) => new((int)(((long)dilation.H * (kernel.H - 1) + 1) / 2), (int)(((long)dilation.W * (kernel.W - 1) + 1) / 2));

    protected override (int First, int Second) WeightAxes(LayerArguments a, Shape input) => (a.Int("Channels"), input.Channels / a.Int("Groups"));

    public override long Macs(LayerArguments a, Shape input, Shape output) =>
        output.Elements * (input.Channels / a.Int("Groups")) * a.Size("Kernel").H * a.Size("Kernel").W;

    public override string Construct(LayerArguments a, Shape input, Shape output)
    {
        var arguments = new List<string> { CSharp.Of(input.Channels), CSharp.Of(a.Int("Channels")), CSharp.Of(a.Size("Kernel")) };
        if (a.Size("Stride") != One) arguments.Add("stride: " + CSharp.Of(a.Size("Stride")));
        if (!PadsByHand(a)) arguments.Add("padding: " + (a.Size("Padding").IsSame ? "global::TorchSharp.Padding.Same" : CSharp.Of(a.Size("Padding"))));
        if (a.Size("Dilation") != One) arguments.Add("dilation: " + CSharp.Of(a.Size("Dilation")));
        if (a.Text("PaddingMode") != "zeros" && !PadsByHand(a)) arguments.Add("padding_mode: " + Mode(a));
        if (a.Int("Groups") != 1) arguments.Add("groups: " + CSharp.Of(a.Int("Groups")));
        if (!a.Bool("Bias")) arguments.Add("bias: false");
        return $"global::TorchSharp.torch.nn.Conv2d({string.Join(", ", arguments)})";
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module)
    {
        if (HasFreePrecision(a)) return $"f.Convolve({module}, {inputs[0]})";
        if (!PadsByHand(a)) return base.Forward(a, inputs, module);
        var (top, bottom, left, right) = Edges(a);
        return $"global::Fmt.Modules.MapOperators.Padded({module}, {inputs[0]}, [{CSharp.Of(left)}, {CSharp.Of(right)}, {CSharp.Of(top)}, {CSharp.Of(bottom)}], {Mode(a)})";
    }

    public override string ForwardOnImage(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        HasFreePrecision(a) ? $"f.ConvolveImage({module}, {inputs[0]})" : Forward(a, inputs, module);

    /// <summary>Zero padding is libtorch's own; only then may the base class choose the type that it computes in.</summary>
    private static bool HasFreePrecision(LayerArguments a) => a.Text("PaddingMode") == "zeros" && !a.Size("Padding").IsSame;

    private static string Mode(LayerArguments a) => "global::TorchSharp.PaddingModes." + char.ToUpperInvariant(a.Text("PaddingMode")[0]) + a.Text("PaddingMode").Substring(1);

    /// <summary>TorchSharp 0.107 takes one axis for the other in a padding that is not made of zeros (a 2x3 kernel with "same" gives 9x6 for 8x7); where they differ the maps are padded before.</summary>
    private static bool PadsByHand(LayerArguments a)
    {
        var (top, bottom, left, right) = Edges(a);
        return a.Text("PaddingMode") != "zeros" && (top, bottom) != (left, right);
    }

    /// <summary>What is added on each side; an odd sum of "same" has its larger half at the end, as in PyTorch.</summary>
    private static (int Top, int Bottom, int Left, int Right) Edges(LayerArguments a)
    {
        var (kernel, dilation, padding) = (a.Size("Kernel"), a.Size("Dilation"), a.Size("Padding"));
        if (!padding.IsSame) return (padding.H, padding.H, padding.W, padding.W);
        var (height, width) = (dilation.H * (kernel.H - 1), dilation.W * (kernel.W - 1));
        return (height / 2, height - (height / 2), width / 2, width - (width / 2));
    }
}
