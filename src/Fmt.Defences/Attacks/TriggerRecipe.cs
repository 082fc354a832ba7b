using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fmt.Attacks;

/// <summary>What a trigger is and how it was made, as texts that a manifest and a checkpoint keep.</summary>
/// <param name="Kind">The attack's name as in case files: <c>badnets</c>, <c>wanet</c>, ...</param>
/// <param name="Parameters">Parameters by name, numbers in invariant notation; contents of files as SHA-256.</param>
public sealed record TriggerRecipe(string Kind, ImmutableSortedDictionary<string, string> Parameters)
{
    /// <summary>Kind and parameters, for instance <c>sig (delta 40, frequency 6)</c>.</summary>
    public override string ToString() => Parameters.IsEmpty ? Kind : $"{Kind} ({string.Join(", ", Parameters.Select(p => $"{p.Key} {p.Value}"))})";

    internal static TriggerRecipe Of(string kind, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var texts = new List<KeyValuePair<string, string>>();
        foreach ((var name, var value) in parameters) texts.Add(new(name, System.Convert.ToString(value, CultureInfo.InvariantCulture)!));
        return new TriggerRecipe(kind, texts.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>SHA-256 of numbers, as hexadecimal.</summary>
    internal static string Digest<T>(ReadOnlySpan<T> values)
        where T : unmanaged => System.Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)));
}
