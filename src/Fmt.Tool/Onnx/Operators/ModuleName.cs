using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Names as PyTorch's modules have them.</summary>
internal static class ModuleName
{
    private static readonly string[] _leaves = ["weight", "bias", "running_mean", "running_var"];

    /// <summary>Whether a parameter's name is a path of modules, <c>layer1.0.conv1.weight</c>.</summary>
    public static bool IsPath(string name) =>
        name.Length is > 0 and < 500 && name.Split('.').All(p => p.Length > 0 && p.All(c => char.IsLetterOrDigit(c) || c is '_' or '-')) && name.Any(char.IsLetter);

    /// <summary>The module of a parameter; null where its name is no path or ends in another way than the layer's own.</summary>
    /// <param name="name">The parameter's name in the file.</param>
    /// <param name="leaf">Its name in the layer; empty where it goes by the layer's.</param>
    public static string? Of(string name, string leaf)
    {
        if (!IsPath(name)) return null;
        if (leaf.Length == 0) return _leaves.Any(l => name.EndsWith("." + l, System.StringComparison.Ordinal)) ? null : name;
        return name.EndsWith("." + leaf, System.StringComparison.Ordinal) ? name[..^(leaf.Length + 1)] : null;
    }

    /// <summary>The scope of a node that PyTorch named, without the operator: <c>/layer1/layer1.0/conv1/Conv</c> is <c>layer1.0.conv1</c>; null for other names.</summary>
    public static string? Scope(string node)
    {
        if (!node.StartsWith('/')) return null;
        var scope = "";
        foreach (var part in node.Split('/')[1..^1])
        {
            // A module in a list or sequence has the list's own name before it.
            var last = scope[(scope.LastIndexOf('/') + 1)..];
            scope = last.Length > 0 && part.StartsWith(last + ".", System.StringComparison.Ordinal) ? scope[..^last.Length] + part : scope.Length == 0 ? part : scope + "/" + part;
        }

        var path = scope.Replace('/', '.');
        return path.Length == 0 || IsPath(path) ? path : null;
    }
}
