using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>C# names made from keys; unique within one class.</summary>
internal sealed class Identifiers
{
    private const int Longest = 60;

    private static readonly HashSet<string> _keywords = [.. (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float "
        + "for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return "
        + "sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while "
        + "record required scoped file field partial var dynamic where yield await nameof").Split(' ')];

    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>Names of the members of a class.</summary>
    /// <param name="type">The class, whose name no member may have.</param>
    public Identifiers(string type) => _taken = new HashSet<string>(KnownNames.ReservedInBlocks, StringComparer.Ordinal) { type, "Edge", "MapTree" };

    /// <summary>A free name for a key or path of keys: letters and digits, each part's first one upper.</summary>
    public string Take(string key)
    {
        var name = Pascal(key);
        var free = name;
        var next = _next.GetValueOrDefault(name, 2);
        while (KnownNames.IsReserved(free) || !_taken.Add(free))
            free = name + (char.IsDigit(name[^1]) ? "_" : "") + (next++).ToString(CultureInfo.InvariantCulture);
        _next[name] = next;
        return free;
    }

    /// <summary>A key as a C# name.</summary>
    public static string Pascal(string key)
    {
        var name = new StringBuilder();
        var upper = true;
        foreach (var c in key)
        {
            // Between two digits the gap is kept: 1.1 and 11 differ.
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            if (upper && name.Length > 0 && char.IsDigit(c) && char.IsDigit(name[^1])) name.Append('_');
            name.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
            if (name.Length == Longest) break;
        }

        if (name.Length == 0) return "Part";
        return char.IsLetter(name[0]) ? name.ToString() : "N" + name;
    }

    /// <summary>The state_dict's name of a member that has no <c>Name</c>.</summary>
    public static string StateName(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    /// <summary>Whether text is a name that a class may have.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= 200 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !_keywords.Contains(name);

    /// <summary>Whether the declaration's own usings give this name another meaning.</summary>
    public static bool IsKnownType(string name) =>
        name is "Fmt" or "TorchSharp" or "Edge"
        || new[] { "Fmt." + name, "Fmt." + name + "Attribute", "Fmt." + name + "`1" }.Any(t => typeof(NetworkAttribute).Assembly.GetType(t) is not null)
        || typeof(TorchSharp.torch).Assembly.GetType("TorchSharp.Modules." + name) is not null;

    /// <summary>A C# string literal; anything but plain characters is escaped.</summary>
    public static string Quote(string text) => CSharp.Quote(text);
}
