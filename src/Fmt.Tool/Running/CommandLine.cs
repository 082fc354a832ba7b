using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Spectre.Console.Cli;

namespace Fmt.Tool.Running;

/// <summary>What holds for every option and argument of every command: numbers are in their range, names are not empty.</summary>
internal static class CommandLine
{
    /// <summary>What is wrong, with the option's name and value; null where nothing is.</summary>
    public static string? Problem(CommandSettings settings) =>
        settings.GetType().GetProperties().Select(p => Problem(p, p.GetValue(settings))).FirstOrDefault(p => p is not null);

    /// <summary>What a user types for a property: <c>--jobs</c>, <c>CASE</c>; null for what is not of the command line.</summary>
    public static string? Name(PropertyInfo property) =>
        property.GetCustomAttribute<CommandOptionAttribute>() is { } option ? "--" + option.LongNames[0]
        : property.GetCustomAttribute<CommandArgumentAttribute>() is { } argument ? argument.ValueName
        : null;

    private static string? Problem(PropertyInfo property, object? value) => (Name(property), value) switch
    {
        (null, _) => null,
        ({ } name, string { } text) => text.Trim().Length == 0 ? $"{name} is empty; give it a value." : null,
        ({ } name, string[] texts) => texts.Any(t => t.Trim().Length == 0) ? $"{name} is empty; give it a value." : null,
        ({ } name, int or double) => property.GetCustomAttribute<RangeAttribute>() is { } range && !range.Allows(Convert.ToDouble(value, CultureInfo.InvariantCulture))
            ? FormattableString.Invariant($"{name} is {value}; it must be {range.Wanted}.")
            : null,
        _ => null,
    };
}
