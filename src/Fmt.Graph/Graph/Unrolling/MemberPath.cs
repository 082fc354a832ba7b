using System.Collections.Generic;
using System.Globalization;

namespace Fmt.Graph;

/// <summary>A path to a member: names with optional indices, <c>Layer1[0].Conv1</c>.</summary>
internal static class MemberPath
{
    /// <summary>One step: a name and, if given, an index. Start is its first character in the text.</summary>
    internal readonly record struct Step(string Name, int? Index, int Start);

    /// <summary>Splits a path; null where it is malformed.</summary>
    public static List<Step>? Parse(string text)
    {
        var steps = new List<Step>();
        var start = 0;
        foreach (var part in text.Split('.'))
        {
            var trimmed = part.Trim();
            int? index = null;
            var open = trimmed.IndexOf('[');
            if (open >= 0)
            {
                if (!trimmed.EndsWith("]", System.StringComparison.Ordinal)
                    || !int.TryParse(trimmed.Substring(open + 1, trimmed.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
                (index, trimmed) = (number, trimmed.Substring(0, open));
            }

            if (trimmed.Length == 0) return null;
            steps.Add(new Step(trimmed, index, start + part.IndexOf(trimmed, System.StringComparison.Ordinal)));
            start += part.Length + 1;
        }

        return steps;
    }
}
