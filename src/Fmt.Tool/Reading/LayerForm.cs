
namespace Fmt.Tool.Reading;

/// <summary>What the keys and shapes of a module tell of it.</summary>
internal enum LayerForm
{
    Conv2d,
    BatchNorm2d,
    Linear,

    /// <summary>Keys of several layers of the language, which alone do not tell which it is (LayerNorm, GroupNorm), or of none (attention).</summary>
    Other,
}
