using System.Collections.Immutable;

namespace Fmt.Defences;

/// <summary>A test image, clean and with the trigger, and what the network says before and after the defence.</summary>
/// <param name="Channels">1 or 3.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Clean">Bytes, channel by channel, row-major.</param>
/// <param name="Triggered">The same image with the trigger, as bytes; empty where no trigger is known.</param>
/// <param name="Label">Its true class, as a name.</param>
/// <param name="CleanBefore">Prediction on the clean image by the network as it came.</param>
/// <param name="CleanAfter">Prediction on the clean image after the defence.</param>
/// <param name="TriggeredBefore">Prediction on the triggered image by the network as it came; null where no trigger is known.</param>
/// <param name="TriggeredAfter">Prediction on the triggered image after the defence; null where no trigger is known.</param>
public sealed record ExampleImage(
    int Channels,
    int Height,
    int Width,
    ImmutableArray<byte> Clean,
    ImmutableArray<byte> Triggered,
    string Label,
    string CleanBefore,
    string CleanAfter,
    string? TriggeredBefore,
    string? TriggeredAfter);
