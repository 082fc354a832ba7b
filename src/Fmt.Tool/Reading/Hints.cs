using System.Text.RegularExpressions;

namespace Fmt.Tool.Reading;

/// <summary>What names tell where shapes do not.</summary>
internal static partial class Hints
{
    /// <summary>Whether a module of this name usually is the way around a residual block.</summary>
    public static bool IsShortcut(string name) => Shortcut().IsMatch(name);

    /// <summary>Whether a module of this name usually gives the logits.</summary>
    public static bool IsHead(string name) => Head().IsMatch(name);

    /// <summary>Whether a module of this name usually stands beside the path: an auxiliary classifier, for training alone.</summary>
    public static bool IsAside(string name) => Aside().IsMatch(name);

    [GeneratedRegex("(^|[._])aux", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Aside();

    [GeneratedRegex("classifier|^head|logits|^fc$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex("short|down|skip|proj|resid|identity", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shortcut();
}
