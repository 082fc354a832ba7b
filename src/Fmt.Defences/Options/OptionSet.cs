using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace Fmt.Options;

/// <summary>
/// Options of a method, each a property with an <see cref="OptionAttribute"/>: default, origin and range are stated there, once; checking them and listing
/// them for a report follow from that.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
public abstract record OptionSet
{
    /// <summary>Refuses options that are out of range or do not go together.</summary>
    /// <exception cref="ArgumentException">It names the option, its value and what it must be.</exception>
    public void Check()
    {
        foreach (var (property, option) in Options()) Check(property, option);
        CheckTogether();
    }

    /// <summary>Every option with its value as text and where that comes from: the default's origin where it has the default's value.</summary>
    /// <param name="decided">What was found for options that were left open.</param>
    internal ImmutableArray<Setting> List(params ReadOnlySpan<(string Name, object Value)> decided)
    {
        var found = new Dictionary<string, object>();
        foreach (var (name, value) in decided) found[name] = value;
        var known = Known();
        return
        [
            .. Options().Select(o =>
            {
                var value = o.Property.GetValue(this);
                var origin = known.FirstOrDefault(k => Same(k.Options.Value(o.Property), value)).Origin ?? Origin.Set;
                var isFound = found.TryGetValue(o.Property.Name, out var other);
                return new Setting(o.Property.Name, Text(o.Property.Name, isFound ? other : value), OriginOf(o.Property.Name) ?? (origin != Default ? origin : isFound && value is null ? Origin.Decided : o.Option.Origin));
            }),
        ];
    }

    /// <summary>All options and their exact values: what a result depends on.</summary>
    internal string Identity => string.Join('\n', [GetType().Name, .. Options().Select(o => $"{o.Property.Name} {(o.Property.GetValue(this) is { } value ? OptionRange.Exact(value) : "default")}")]);

    /// <summary>Refuses options that are in range, each by itself, and do not go together.</summary>
    private protected virtual void CheckTogether()
    {
    }

    /// <summary>Other sets whose values have an origin, for instance those of released code.</summary>
    private protected virtual IEnumerable<(OptionSet Options, string Origin)> Presets => [];

    /// <summary>The origin of an option whose value follows from others; null for what the option itself says.</summary>
    private protected virtual string? OriginOf(string option) => null;

    /// <summary>A value as text.</summary>
    private protected virtual string Text(string option, object? value) => value switch
    {
        null => "default",
        bool yes => yes ? "yes" : "no",
        double number => number.ToString("0.########", CultureInfo.InvariantCulture),
        string text => text,
        Enum named => named.ToString(),
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(v => Text(option, v))),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private const string Default = "";

    private IEnumerable<(OptionSet Options, string Origin)> Known() => [((OptionSet)Activator.CreateInstance(GetType())!, Default), .. Presets];

    private object? Value(PropertyInfo property) => property.GetValue(this);

    /// <summary>A method's own options first, each class's in the order of declaration.</summary>
    private IEnumerable<(PropertyInfo Property, OptionAttribute Option)> Options() =>
        GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(p => (Property: p, Option: p.GetCustomAttribute<OptionAttribute>()))
            .Where(p => p.Option is not null)
            .OrderBy(p => Distance(p.Property.DeclaringType!))
            .Select(p => (p.Property, p.Option!));

    /// <summary>How many classes above this one a class is.</summary>
    private int Distance(Type declaring)
    {
        var distance = 0;
        for (var type = GetType(); type != declaring && type is not null; type = type.BaseType) distance++;
        return distance;
    }

    private void Check(PropertyInfo property, OptionAttribute option)
    {
        var value = property.GetValue(this);
        if (value is Enum named && !Enum.IsDefined(named.GetType(), named))
            throw Refused(property.Name, value, "one of " + string.Join(", ", Enum.GetNames(named.GetType())));
        if (value is IEnumerable many and not string && !many.Cast<object>().Any()) throw Refused(property.Name, "empty", "a list of at least one value");
        OptionRange.Check(GetType().Name, property.Name, value, option);
    }

    /// <summary>For what no single range says.</summary>
    private protected ArgumentException Refused(string option, object value, string wanted) =>
        OptionRange.Refused(GetType().Name, option, value, wanted);

    private static bool Same(object? a, object? b) => a is IEnumerable many and not string && b is IEnumerable others
        ? many.Cast<object>().SequenceEqual(others.Cast<object>())
        : Equals(a, b);
}
