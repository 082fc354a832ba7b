using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Fmt.Analyzers.Tests;

/// <summary>Source text whose expected findings are marked: <c>{|FMT1004:Cnv1|}</c>.</summary>
internal sealed record Markup(string Text, ImmutableArray<(string Id, TextSpan Span)> Spans)
{
    public static Markup Parse(string source)
    {
        source = source.Replace("\r\n", "\n");
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var spans = ImmutableArray.CreateBuilder<(string Id, TextSpan Span)>();
        for (var i = 0; i < source.Length; i++)
        {
            if (string.CompareOrdinal(source, i, "{|", 0, 2) == 0)
            {
                var colon = source.IndexOf(':', i);
                open.Push((source[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (open.Count > 0 && string.CompareOrdinal(source, i, "|}", 0, 2) == 0)
            {
                var (id, start) = open.Pop();
                spans.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(source[i]);
            }
        }

        Assert.Empty(open);
        return new Markup(text.ToString(), [.. spans.OrderBy(s => s.Span.Start).ThenBy(s => s.Id)]);
    }
}
