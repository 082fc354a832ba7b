using System.Collections.Immutable;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary>A rectangle and its colour, or a pattern of files: what a case without <c>kind</c> has.</summary>
/// <param name="Mode">Replace or add.</param>
/// <param name="Alpha">Strength in (0,1].</param>
/// <param name="Rect">[row, column, height, width]; empty where files are given.</param>
/// <param name="Color">Bytes of the rectangle's colour; empty where files are given.</param>
/// <param name="Mask">Full path of the mask; null for everywhere or with a rectangle.</param>
/// <param name="Pattern">Full path of the pattern; null with a rectangle.</param>
public sealed record CasePattern(TriggerMode Mode, double Alpha, ImmutableArray<int> Rect, ImmutableArray<byte> Color, string? Mask, string? Pattern) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => [.. new[] { Mask, Pattern }.OfType<string>()];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Pattern is not null
        ? Trigger.FromFiles(Mode, Mask, Pattern, Alpha, channels, height, width)
        : Trigger.Rectangle(Rect[0], Rect[1], Rect[2], Rect[3], Color.AsSpan(), channels, height, width, Alpha);
}
