using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Fmt.Modules;

namespace Fmt.Tool.Reading;

/// <summary>
/// A file that lists its tensors by name (safetensors' own writer does) has lost the network's order. PyTorch puts a weight before its bias;
/// where every bias comes first, the order is guessed anew from numbers and kinds.
/// </summary>
internal static partial class FileOrder
{
    /// <summary>Whether the order is the alphabet's, not the network's.</summary>
    public static bool IsLost(IReadOnlyList<StateEntry> keys)
    {
        var place = keys.Select((k, i) => (k.Name, i)).ToDictionary(k => k.Name, k => k.i, StringComparer.Ordinal);
        var pairs = keys.Where(k => k.Name.EndsWith(".weight", StringComparison.Ordinal) && place.ContainsKey(k.Name[..^6] + "bias")).ToList();
        return pairs.Count > 0 && pairs.All(k => place[k.Name[..^6] + "bias"] < place[k.Name]);
    }

    /// <summary>The same scopes in the likeliest order.</summary>
    public static Scope Guess(Scope scope) => scope with
    {
        Children = [.. scope.Children.Select(Guess).OrderBy(c => Group(c, scope)).ThenBy(TrailingNumber).ThenBy(c => Kind(c, scope)).ThenBy(c => c.Name, StringComparer.Ordinal)],
    };

    private static int Group(Scope scope, Scope parent) =>
        scope.Number >= 0 ? 0
        : IsHead(scope) ? 3
        : Hints.IsShortcut(scope.Name) ? 2
        : Kind(scope, parent) == StrayNorm ? 1
        : 0;

    private static bool IsHead(Scope scope) => Hints.IsHead(scope.Name) || (scope.IsLeaf
        ? Layer.Of(scope.Path, scope.Tensors).Kind == LayerForm.Linear
        : scope.Children.All(IsHead));

    private static int TrailingNumber(Scope scope) => int.TryParse(Digits().Match(scope.Name).Value, out var n) ? n : 0;

    private const int StrayNorm = 4;

    /// <summary>A batch norm stands behind the convolution of its number where it has its outputs, before it where it has its inputs, else at the end.</summary>
    private static int Kind(Scope scope, Scope parent)
    {
        if (!scope.IsLeaf) return 5;
        var layer = Layer.Of(scope.Path, scope.Tensors);
        if (layer.Kind != LayerForm.BatchNorm2d) return 2;
        var convolution = parent.Children.Where(c => c.IsLeaf && TrailingNumber(c) == TrailingNumber(scope))
            .Select(c => Layer.Of(c.Path, c.Tensors)).FirstOrDefault(l => l.Kind == LayerForm.Conv2d);
        if (convolution is null) return 3;
        return layer.Out == convolution.Out ? 3 : layer.Out == convolution.In ? 1 : StrayNorm;
    }

    [GeneratedRegex("[0-9]{1,9}$")]
    private static partial Regex Digits();
}
