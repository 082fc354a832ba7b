using System.Globalization;

namespace Fmt.Graph;

/// <summary>Something wrong with a declaration.</summary>
/// <param name="Kind">What; one diagnostic each.</param>
/// <param name="Key">Where.</param>
/// <param name="Args">The values for the message.</param>
/// <param name="Fix">A value that a code fix may put there; null where there is none.</param>
internal sealed record Problem(ProblemKind Kind, ProblemKey Key, EquatableArray<string> Args, string? Fix = null)
{
    public static Problem Of(ProblemKind kind, ProblemKey key, params object[] args)
    {
        var texts = new string[args.Length];
        for (var i = 0; i < args.Length; i++)
            texts[i] = args[i] is System.IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : args[i].ToString();
        return new Problem(kind, key, texts.ToEquatable());
    }
}
