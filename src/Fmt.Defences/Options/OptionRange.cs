using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace Fmt.Options;

/// <summary>Whether numbers are in the range that their <see cref="OptionAttribute"/> states, for records of options that are no <see cref="OptionSet"/> too.</summary>
internal static class OptionRange
{
    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentException">It names the option, its value and what it must be.</exception>
    public static void Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T options)
        where T : notnull
    {
        foreach (var property in typeof(T).GetProperties())
            if (property.GetCustomAttribute<OptionAttribute>() is { } option) Check(typeof(T).Name, property.Name, property.GetValue(options), option);
    }

    /// <summary>Refuses a value that is out of range.</summary>
    /// <param name="set">Name of the record.</param>
    /// <param name="name">Name of the option.</param>
    /// <param name="value">Its value; only numbers, and lists of them, have a range.</param>
    /// <param name="option">The range.</param>
    public static void Check(string set, string name, object? value, OptionAttribute option)
    {
        foreach (var number in Numbers(value))
            if (!option.Allows(number)) throw Refused(set, name, value!, option.Wanted);
    }

    /// <summary>The error of an option.</summary>
    public static ArgumentException Refused(string set, string name, object value, string wanted) =>
        new ArgumentOutOfRangeException(name, $"{set}.{name} is {Exact(value)}; it must be {wanted}.");

    /// <summary>A value with all its digits.</summary>
    public static string Exact(object value) => value is IEnumerable many and not string
        ? string.Join(", ", many.Cast<object>().Select(Exact))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<double> Numbers(object? value) => value switch
    {
        int number => [number],
        double number => [number],
        IEnumerable<int> many => many.Select(n => (double)n),
        IEnumerable<double> many => many,
        _ => [],
    };
}
