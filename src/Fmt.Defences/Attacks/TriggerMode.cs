
namespace Fmt.Attacks;

/// <summary>How a trigger and an image become one.</summary>
public enum TriggerMode
{
    /// <summary>x (1 - alpha mask) + alpha mask pattern: a patch, a blend.</summary>
    Replace,

    /// <summary>x + alpha mask pattern, clipped to [0,1]: a faint pattern.</summary>
    Add,

    /// <summary>
    /// x + alpha mask pattern in bytes modulo 256: what a sum cast to uint8 before it is clipped does, so that pixels too bright become dark.
    /// For networks trained with such code (BackdoorBench's Trojan square); <see cref="Add"/> is what was meant.
    /// </summary>
    AddWrapAround,
}
