using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Fmt.Metrics;

namespace Fmt.Reports;

/// <summary>What several parts of the JSON report write alike.</summary>
internal static class JsonParts
{
    public static void WriteRates(this Utf8JsonWriter json, string name, Rates? rates) => json.WriteObject(name, rates, json.WriteRates);

    /// <summary>An object with these members; null where there is nothing to write.</summary>
    public static void WriteObject<T>(this Utf8JsonWriter json, string name, T? value, Action<T> members)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        members(value);
        json.WriteEndObject();
    }

    /// <summary>A list of objects, each with these members.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            members(value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>JSON has no sign for an infinite or undefined number: null, as for one that was not measured.</summary>
    public static void WriteFigure(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>One line per layer, where the indented form would spend a line on each of a thousand numbers.</summary>
    public static void WriteChannels(this Utf8JsonWriter json, string name, ImmutableArray<int> numbers)
    {
        json.WritePropertyName(name);
        json.WriteRawValue("[" + string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) + "]");
    }

    /// <summary>The three rates as members of the object that is open.</summary>
    public static void WriteRates(this Utf8JsonWriter json, Rates rates)
    {
        json.WriteFigure("acc", rates.Acc);
        json.WriteFigure("asr", rates.Asr);
        json.WriteFigure("ra", rates.Ra);
    }

    /// <summary>The same for a figure per channel, with four significant digits.</summary>
    public static void WriteFigures(this Utf8JsonWriter json, string name, ImmutableArray<double> figures)
    {
        json.WritePropertyName(name);
        json.WriteRawValue("[" + string.Join(", ", figures.Select(figure => double.IsFinite(figure) ? figure.ToString("G4", CultureInfo.InvariantCulture) : "null")) + "]");
    }
}
