using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fmt.Benchmark;

/// <summary>Its block.</summary>
internal sealed class HandBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? downsample;

    public HandBlock(int channels, int width, int stride)
        : base("block")
    {
        conv1 = Conv2d(channels, width, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(width);
        conv2 = Conv2d(width, width, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(width);
        if (stride != 1 || channels != width) downsample = Sequential(Conv2d(channels, width, 1, stride: stride, bias: false), BatchNorm2d(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = functional.relu(bn1.call(conv1.call(x)), inplace: true);
        y = bn2.call(conv2.call(y));
        y.add_(downsample is null ? x : downsample.call(x));
        return functional.relu(y, inplace: true).MoveToOuterDisposeScope();
    }
}
