using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using Fmt.Defences;

namespace Fmt.Tool.Compare;

/// <summary>Settings as text, the same whenever they are the same.</summary>
internal static class Settings
{
    /// <summary>The value with all its public properties by name, those of nested options too.</summary>
    /// <exception cref="NotSupportedException">Something in it is no value, list or options record of this library: a key that left it out would be wrong.</exception>
    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        bool yes => yes ? "true" : "false",
        IFormattable number when value.GetType().IsValueType => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ when value.GetType().Namespace!.StartsWith("Fmt.", StringComparison.Ordinal) => Properties(value),
        _ => throw new NotSupportedException($"A setting of type {value.GetType()} cannot be written as text."),
    };

    /// <summary>Controls are no setting: they are made of the settings, as defences with controls of their own.</summary>
    private static string Properties(object value) => $"{value.GetType().Name} {{ {string.Join(", ", value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType != typeof(DefenceControls))
        .OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name} = {Text(p.GetValue(value))}"))} }}";
}
