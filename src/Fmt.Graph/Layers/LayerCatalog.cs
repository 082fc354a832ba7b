using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>All layer kinds, by name.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, LayerKind> Kinds = new LayerKind[]
    {
        new AdaptiveAvgPool2dLayer(),
        new AddLayer(),
        new AvgPool2dLayer(),
        new BatchNorm2dLayer(),
        new ConcatLayer(),
        new Conv2dLayer(),
        new DropoutLayer(),
        new ELULayer(),
        new FlattenLayer(),
        new GlobalAvgPool2dLayer(),
        new LinearLayer(),
        new MaxPool2dLayer(),
        new ModuleLayer(),
        new MultiplyLayer(),
        new ReLULayer(),
        new SubsampleLayer(),
        new ZeroPadChannelsLayer(),
    }.ToDictionary(k => k.Name);

    public static IEnumerable<LayerKind> All => Kinds.Values;

    public static LayerKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;
}
