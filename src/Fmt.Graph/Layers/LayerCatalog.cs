using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>All layer kinds, by name.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, LayerKind> Kinds = new LayerKind[]
    {
        new AdaptiveAvgPool2dLayer(),
        new AdaptiveMaxPool2dLayer(),
        new AddLayer(),
        new AvgPool2dLayer(),
        new BatchNorm2dLayer(),
        new ChannelShuffleLayer(),
        new ConcatLayer(),
        new Conv2dLayer(),
        new ConvTranspose2dLayer(),
        new DropoutLayer(),
        new Dropout2dLayer(),
        new ELULayer(),
        new FlattenLayer(),
        new GELULayer(),
        new GlobalAvgPool2dLayer(),
        new GlobalMaxPool2dLayer(),
        new GroupNormLayer(),
        new HardsigmoidLayer(),
        new HardswishLayer(),
        new IdentityLayer(),
        new InstanceNorm2dLayer(),
        new LayerNormLayer(),
        new LayerNorm2dLayer(),
        new LeakyReLULayer(),
        new LinearLayer(),
        new LocalResponseNormLayer(),
        new MaxPool2dLayer(),
        new MishLayer(),
        new ModuleLayer(),
        new MultiplyLayer(),
        new PermuteLayer(),
        new PReLULayer(),
        new ReLULayer(),
        new ReLU6Layer(),
        new ScaleLayer(),
        new SigmoidLayer(),
        new SiLULayer(),
        new SliceLayer(),
        new StochasticDepthLayer(),
        new SubsampleLayer(),
        new TanhLayer(),
        new UpsampleLayer(),
        new ZeroPad2dLayer(),
        new ZeroPadChannelsLayer(),
    }.ToDictionary(k => k.Name);

    public static IEnumerable<LayerKind> All => Kinds.Values;

    public static LayerKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;
}
