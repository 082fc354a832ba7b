using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fmt.Benchmark;

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
