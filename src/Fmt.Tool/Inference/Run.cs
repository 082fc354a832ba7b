using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fmt.Tool.Inference;

/// <summary>Blocks of one class with consecutive numbers behind one text, each reading the one before: they become a repeat.</summary>
/// <param name="Prefix">The text before the numbers.</param>
/// <param name="First">The first number.</param>
internal sealed record Run(string Prefix, int First)
{
    /// <summary>The name as the language has it, an expression for the number.</summary>
    public string Template => Escaped(Prefix) + (First == 0 ? "{i}" : FormattableString.Invariant($"{{i + {First}}}"));

    /// <summary>A key as a name of the language, where braces hold expressions.</summary>
    public static string Escaped(string key) => key.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>The parts with each run of them as one stage.</summary>
    public static IEnumerable<Part> Merged(IReadOnlyList<Part> parts)
    {
        for (var i = 0; i < parts.Count;)
        {
            var count = Length(parts, i);
            yield return count == 1 ? parts[i] : Stage(parts.Skip(i).Take(count).ToList());
            i += count;
        }
    }

    private static Part Stage(List<Part> parts)
    {
        var (prefix, first) = Split(parts[0].Name)!.Value;
        // The language numbers a plain name from 0 behind a dot.
        var isPlain = first == 0 && prefix.Length > 1 && prefix[^1] == '.';
        // No key has a control character, so that this name is nobody else's.
        var name = isPlain ? prefix[..^1] : FormattableString.Invariant($"{prefix}\u0001{first}");
        return new Part(name, PartKind.Stage, [], [], [.. parts.Select(p => p.Blocks[0])], isPlain ? null : new Run(prefix, first));
    }

    private static int Length(IReadOnlyList<Part> parts, int start)
    {
        var count = 1;
        if (parts[start].Kind != PartKind.Block || Split(parts[start].Name) is not { } first) return count;
        while (start + count < parts.Count
            && Split(parts[start + count].Name) == (first.Prefix, first.Number + count)
            && Follows(parts[start + count - 1], parts[start + count])) count++;
        return count;
    }

    /// <summary>Whether a part may read the one before it: of one class, and not plainly beside it, reading the same and giving something else.</summary>
    private static bool Follows(Part before, Part part) =>
        part.Kind == PartKind.Block && part.Blocks[0].Class == before.Blocks[0].Class && !(before.EndsInVector && part.Reads is not null)
        && (part.Reads is null || part.Reads != before.Reads || before.Gives is null || before.Gives == before.Reads);

    /// <summary>A name and the number at its end; null where it has none that is written as the language writes numbers.</summary>
    public static (string Prefix, int Number)? Split(string name)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1])) digits--;
        if (digits == name.Length || name.Length - digits > 6) return null;
        var number = int.Parse(name[digits..], CultureInfo.InvariantCulture);
        return number.ToString(CultureInfo.InvariantCulture).Length == name.Length - digits ? (name[..digits], number) : null;
    }
}
