using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>One object of a JSON file. Every complaint names the file and the key; a key nobody asked for is a complaint too.</summary>
internal sealed class JsonSection
{
    private readonly string _file;
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _values;
    private readonly ImmutableArray<string> _known;

    /// <param name="file">For messages.</param>
    /// <param name="path">Where the object stands in the file, <c>data.</c> for instance; empty for the whole.</param>
    /// <param name="value">The object.</param>
    /// <param name="known">Every key it may have.</param>
    public JsonSection(string file, string path, JsonElement value, params ImmutableArray<string> known)
    {
        (_file, _path, _known) = (file, path, known);
        if (value.ValueKind != JsonValueKind.Object)
            throw new DataException($"{(path.Length == 0 ? "the file" : $"\"{path.TrimEnd('.')}\"")} is not a JSON object.", file);
        _values = value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var unknown = _values.Keys.FirstOrDefault(k => !known.Contains(k));
        if (unknown is not null)
            throw new DataException($"the key \"{path}{NameList.Short(unknown)}\" is not known; known here: {string.Join(", ", known)}.", file);
    }

    public bool Has(string key) => _values.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public JsonSection Section(string key, params ImmutableArray<string> known) => new(_file, $"{_path}{key}.", Value(key), known);

    public string Text(string key) =>
        Value(key) is { ValueKind: JsonValueKind.String } v && v.GetString() is { Length: > 0 } text ? text : throw Wrong(key, "a text that is not empty");

    /// <summary>A whole number in a range, both ends in it.</summary>
    public int Whole(string key, int least = int.MinValue, int most = int.MaxValue) =>
        Value(key) is { ValueKind: JsonValueKind.Number } v && v.TryGetInt32(out var n) && n >= least && n <= most ? n : throw Wrong(key, (least, most) switch
        {
            (int.MinValue, int.MaxValue) => "a whole number",
            (_, int.MaxValue) => FormattableString.Invariant($"a whole number of at least {least}"),
            _ => FormattableString.Invariant($"a whole number from {least} to {most}"),
        });

    /// <summary>A number above one bound and at most another.</summary>
    public double Above(string key, double bound, double most, string unit = "") =>
        Number(key) is var n && n > bound && n <= most ? n : throw Wrong(key, FormattableString.Invariant($"above {bound} and at most {most}{unit}"));

    /// <summary>A number in a range, both ends in it.</summary>
    public double Within(string key, double least, double most) =>
        Number(key) is var n && n >= least && n <= most ? n : throw Wrong(key, FormattableString.Invariant($"from {least} to {most}"));

    private double Number(string key) => Value(key) is { ValueKind: JsonValueKind.Number } v ? v.GetDouble() : throw Wrong(key, "a number");

    public ImmutableArray<double> Numbers(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && double.IsFinite(v.GetDouble()))
            ? [.. list.EnumerateArray().Select(v => v.GetDouble())]
            : throw Wrong(key, "a list of numbers");

    public ImmutableArray<int> Wholes(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out _))
            ? [.. list.EnumerateArray().Select(v => v.GetInt32())]
            : throw Wrong(key, "a list of whole numbers");

    public bool Flag(string key) => Value(key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } v ? v.GetBoolean() : throw Wrong(key, "true or false");

    /// <summary>An object whose values are all texts.</summary>
    public ImmutableSortedDictionary<string, string> Texts(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Object } v && v.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String)
            ? v.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
            : throw Wrong(key, "an object whose values are texts");

    /// <summary>A complaint about a key's value.</summary>
    public DataException Wrong(string key, string expected) =>
        new($"\"{_path}{key}\" must be {expected}{(_values.TryGetValue(key, out var v) ? $", not {Shorten(v.GetRawText())}" : "")}.", _file);

    private JsonElement Value(string key)
    {
        if (!_known.Contains(key)) throw new InvalidOperationException($"{_path}{key} is read but not among the known keys.");
        return Has(key) ? _values[key] : throw new DataException($"the key \"{_path}{key}\" is missing.", _file);
    }

    private static string Shorten(string json) => json.Length <= 60 ? json : json[..57] + "...";
}
