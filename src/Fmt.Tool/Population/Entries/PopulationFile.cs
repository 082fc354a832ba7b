using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Fmt.Files;
using Fmt.Tool.Population.Edits;

namespace Fmt.Tool.Population;

/// <summary>A recipe: data sets by name, and the networks.</summary>
/// <param name="Data">The data sets.</param>
/// <param name="Networks">The networks; what one is made of stands before it.</param>
internal sealed record PopulationFile(ImmutableDictionary<string, DataSource> Data, ImmutableArray<Entry> Networks)
{
    private const double MostGain = 255;

    /// <summary>How recipes are read, and entries are written where their digest is taken.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="DataException">No such file, no JSON, a key that is missing, unknown or of the wrong kind, or entries that do not fit together.</exception>
    public static PopulationFile Read(string path)
    {
        try
        {
            using var stream = RegularFile.Open(path);
            var recipe = JsonSerializer.Deserialize<PopulationFile>(stream, Json) ?? throw new DataException("the recipe is empty.", path);
            return recipe.Wrong() is { } wrong ? throw new DataException(wrong, path) : recipe;
        }
        catch (JsonException e)
        {
            throw new DataException($"this is not a recipe of a population: {e.Message}", path, cause: e);
        }
    }

    private string? Wrong()
    {
        var before = new HashSet<string>();
        foreach (var entry in Networks)
        {
            if (Wrong(entry, before) is { } wrong) return $"network \"{entry.Name}\": {wrong}.";
            if (!before.Add(entry.Name)) return $"there are two networks \"{entry.Name}\".";
        }

        return Networks.IsDefaultOrEmpty ? "there are no networks." : null;
    }

    private string? Wrong(Entry entry, HashSet<string> before)
    {
        if (!Regex.IsMatch(entry.Name, "^[A-Za-z0-9][A-Za-z0-9_-]*$")) return "its name must be letters, digits, - and _, since it names files";
        if (!Data.TryGetValue(entry.Data, out var data)) return $"there is no data \"{entry.Data}\"; there are {string.Join(", ", Data.Keys.Order())}";
        if (entry.Needs().FirstOrDefault(n => !before.Contains(n)) is { } later) return $"it is made of \"{later}\", which must stand before it";
        if (entry.Train is null == entry.Edit is null) return "give \"train\", or \"from\" and \"edit\"";
        if (entry.Edit is { } edit && (entry.From is null || NetworkEdits.Find(edit) is null)) return $"\"edit\" goes with \"from\" and is one of {string.Join(", ", NetworkEdits.All.Select(e => e.Name))}";
        if (entry is { Trigger: not null, TrojanFrom: not null }) return "give \"trigger\" or \"trojan-from\"";
        if (entry.Look is { } look && !(Math.Abs(look.Gain) <= MostGain && Math.Abs(look.Offset) <= byte.MaxValue)) return FormattableString.Invariant($"\"look\" has a gain of -{MostGain} to {MostGain} and an offset of -255 to 255, not {look.Gain} and {look.Offset}");
        return entry.Look is not null && data.Format != "cifar10-binary" ? "\"look\" is for data of the format cifar10-binary" : null;
    }
}
