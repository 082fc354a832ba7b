using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;

namespace Fmt.Zoo;

/// <summary>The declared networks by name, as case files name them.</summary>
public static class Networks
{
    private static readonly (string Name, Func<NetworkModule> Make)[] All =
    [
        (nameof(SmallVgg), () => new SmallVgg()),
        (nameof(SmallVgg), () => new SmallVgg43()),
        (nameof(SmallVggFolded), () => new SmallVggFolded()),
        (nameof(WideResNet16x1), () => new WideResNet16x1()),
        (nameof(BadNetCnn), () => new BadNetCnn()),
        (nameof(BadNetCnn), () => new BadNetCnnGrey()),
        (nameof(BadNetFlat), () => new BadNetFlat()),
        (nameof(CifarResNet20), () => new CifarResNet20()),
        (nameof(CifarResNet20B), () => new CifarResNet20B()),
        (nameof(PreActResNet18), () => new PreActResNet18()),
        (nameof(ResNet18), () => new ResNet18()),
        (nameof(ResNet50), () => new ResNet50()),
        (nameof(ResNeXt50), () => new ResNeXt50()),
        (nameof(WideResNet50_2), () => new WideResNet50_2()),
        (nameof(AlexNet), () => new AlexNet()),
        (nameof(Vgg19Bn), () => new Vgg19Bn()),
        (nameof(SqueezeNet1_1), () => new SqueezeNet1_1()),
        (nameof(GoogLeNet), () => new GoogLeNet()),
        (nameof(InceptionV3), () => new InceptionV3()),
        (nameof(MobileNetV2), () => new MobileNetV2()),
        (nameof(MobileNetV3Large), () => new MobileNetV3Large()),
        (nameof(EfficientNetB3), () => new EfficientNetB3()),
        (nameof(EfficientNetV2S), () => new EfficientNetV2S()),
        (nameof(MnasNet1_0), () => new MnasNet1_0()),
        (nameof(RegNetY400MF), () => new RegNetY400MF()),
        (nameof(ShuffleNetV2X1_0), () => new ShuffleNetV2X1_0()),
        (nameof(DenseNet161), () => new DenseNet161()),
        (nameof(ConvNeXtTiny), () => new ConvNeXtTiny()),
        (nameof(FashionNet), () => new FashionNet()),
        (nameof(SignNet), () => new SignNet()),
    ];

    /// <summary>What case files can name where no other assembly is loaded.</summary>
    public static NetworkRegistry Registry { get; } = new([.. All.Select(n => new DeclaredNetwork(n.Name, n.Make, typeof(Networks).Assembly))]);

    /// <summary>All names, each once.</summary>
    public static ImmutableArray<string> Names => Registry.Names;

    /// <summary>A new network of this name with this number of classes and input channels.</summary>
    /// <exception cref="ArgumentException">None is declared; the message lists those that are.</exception>
    public static NetworkModule Make(string name, int classes, int channels) => Registry.Make(name, classes, channels);
}
