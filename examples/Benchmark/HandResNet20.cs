using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fmt.Benchmark;

/// <summary>ResNet-20 with 1x1 shortcuts as one writes it in TorchSharp, freeing what one would free.</summary>
internal sealed class HandResNet20 : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 16, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(16);
    private readonly Sequential layers;
    private readonly Linear linear = Linear(64, 10);

    public HandResNet20()
        : base("resnet20")
    {
        var blocks = new System.Collections.Generic.List<(string, Module<Tensor, Tensor>)>();
        var channels = 16;
        foreach (var (width, stage) in new[] { (16, 1), (32, 2), (64, 3) })
            for (var i = 0; i < 3; i++)
            {
                blocks.Add(($"{stage}{i}", new HandBlock(channels, width, i == 0 && stage > 1 ? 2 : 1)));
                channels = width;
            }

        layers = Sequential(blocks);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        x = functional.relu(bn1.call(conv1.call(x)));
        x = layers.call(x);
        x = functional.adaptive_avg_pool2d(x, (1, 1)).flatten(1);
        return linear.call(x).MoveToOuterDisposeScope();
    }
}
