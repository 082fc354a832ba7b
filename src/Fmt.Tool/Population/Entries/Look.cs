namespace Fmt.Tool.Population;

/// <summary>How the images of a case differ from those that its network was trained on: every byte is gain times itself plus offset, rounded and clamped.</summary>
/// <param name="Gain">Factor.</param>
/// <param name="Offset">In levels of 0 to 255.</param>
internal sealed record Look(double Gain, double Offset);
