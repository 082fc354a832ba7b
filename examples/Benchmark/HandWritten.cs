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

/// <summary>SmallVgg as one writes it in TorchSharp.</summary>
internal sealed class HandSmallVgg : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Linear classifier = Linear(2048, 10);

    public HandSmallVgg()
        : base("smallvgg")
    {
        var layers = new System.Collections.Generic.List<Module<Tensor, Tensor>>();
        var channels = 3;
        foreach (var (width, drop) in new[] { (32, 0.3), (64, 0.4), (128, 0.4) })
        {
            for (var i = 0; i < 2; i++)
            {
                layers.AddRange([Conv2d(channels, width, 3, padding: 1), BatchNorm2d(width), ELU(inplace: true)]);
                channels = width;
            }

            layers.AddRange([MaxPool2d(2), Dropout(drop)]);
        }

        features = Sequential(layers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return classifier.call(features.call(x).flatten(1)).MoveToOuterDisposeScope();
    }
}
