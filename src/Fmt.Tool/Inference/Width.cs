using System.Collections.Immutable;

namespace Fmt.Tool.Inference;

/// <summary>A row of numbers, one for each use of a class: channels of a map or features of a vector; null where not known.</summary>
internal sealed record Width(ImmutableArray<long?> Values, bool IsMap)
{
    /// <summary>Whether what is known of both agrees.</summary>
    public bool Fits(Width other)
    {
        if (IsMap != other.IsMap) return false;
        for (var i = 0; i < Values.Length; i++)
            if (Values[i] is { } a && other.Values[i] is { } b && a != b) return false;
        return true;
    }
}
