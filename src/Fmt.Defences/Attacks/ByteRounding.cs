
namespace Fmt.Attacks;

/// <summary>How a stamped image becomes bytes again. Attacks store poisoned images as bytes, which matters where the trigger is faint.</summary>
public enum ByteRounding
{
    /// <summary>To the nearest byte.</summary>
    Nearest,

    /// <summary>The fraction is cut off, as a cast to uint8 does in most published codes.</summary>
    Truncate,
}
