using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>
/// Scopes for layers that the file does not name: what lies between two values that all later layers depend on, and ends with a join, is a residual block.
/// Its longest way is numbered first, so that blocks with and without a shortcut of their own have the same names on it.
/// </summary>
internal static class ResidualScopes
{
    private const string Scope = "blocks";

    public static void Assign(IReadOnlyList<ImportedLayer> layers)
    {
        if (layers.Any(l => l.Shares is not null || l.Path.Split('.')[0] == Scope)) return;
        var regions = Regions(layers).Where(r => r.All(l => l.IsNumbered || !l.HasModule)).ToList();
        if (regions.Count < 2) return;
        for (var i = 0; i < regions.Count; i++) Name(regions[i], $"{Scope}.{i.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static List<List<ImportedLayer>> Regions(IReadOnlyList<ImportedLayer> layers)
    {
        var places = layers.Select((l, i) => (l, i)).ToDictionary(p => p.l, p => p.i);
        var (last, image) = (new int[layers.Count], -1);
        for (var i = 0; i < layers.Count; i++)
            foreach (var input in layers[i].Inputs)
            {
                if (input.Layer is { } read) last[places[read]] = i;
                else image = i;
            }

        var regions = new List<List<ImportedLayer>>();
        var (start, open) = (0, image);
        for (var i = 0; i < layers.Count; i++)
        {
            // Only where nothing from before is read later does all that follows depend on this one value.
            if (open <= i)
            {
                List<ImportedLayer> region = [.. layers.Skip(start).Take(i - start + 1)];
                if (region.Count > 2 && layers[i].Kind.IsJoin && region.Any(l => l.HasModule)) regions.Add(region);
                else if (region is [{ Kind: PointwiseLayer, HasModule: false } activation] && regions.Count > 0 && regions[^1].Contains(activation.Inputs[0].Layer!)) regions[^1].Add(activation);
                start = i + 1;
            }

            open = System.Math.Max(open, last[i]);
        }

        return regions;
    }

    private static void Name(List<ImportedLayer> region, string scope)
    {
        var way = Longest(region);
        var numbers = new Dictionary<string, int>();
        foreach (var layer in region.OrderBy(l => way.Contains(l) ? 0 : 1).ThenBy(l => l.Position))
        {
            var stem = (way.Contains(layer) ? "" : "shortcut.") + LayerNames.Stem(layer);
            numbers[stem] = numbers.GetValueOrDefault(stem) + 1;
            layer.Path = scope + stem + numbers[stem].ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The layers on the longest way through a region.</summary>
    private static HashSet<ImportedLayer> Longest(List<ImportedLayer> region)
    {
        var lengths = new Dictionary<ImportedLayer, int>();
        foreach (var layer in region) lengths[layer] = 1 + layer.Inputs.Max(i => i.Layer is { } read ? lengths.GetValueOrDefault(read) : 0);
        var way = new HashSet<ImportedLayer>();
        for (var at = region[^1]; at is not null; at = at.Inputs.Select(i => i.Layer).Where(l => l is not null && lengths.ContainsKey(l)).MaxBy(l => lengths[l!])) way.Add(at);
        return way;
    }
}
