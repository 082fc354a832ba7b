
namespace Fmt.Tool.Reading;

/// <summary>What the keys and shapes of a module tell of it.</summary>
internal enum LayerForm
{
    Conv2d,
    BatchNorm2d,
    Linear,

    /// <summary>A scale and a shift for each channel without statistics: a norm over the channels, or one of other groups.</summary>
    LayerNorm,

    /// <summary>A factor for each channel that is the module's own, as ConvNeXt's <c>layer_scale</c>.</summary>
    Scale,

    /// <summary>Keys of several layers of the language, which alone do not tell which it is (PReLU, a norm of whole maps), or of none (attention).</summary>
    Other,
}
