using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.Analyzers.Tests;

/// <summary>Spoils a source: one seed, one result. What it makes need not parse.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly string[] Constants =
    [
        "0", "-1", "1", "2", "7", "-2147483648", "2147483647", "4294967296", "99999999999999999999", "1e308", "-1e308", "1e-320", "double.NaN", "double.PositiveInfinity",
        "0.5", "true", "false", "null", "\"\"", "'x'", "default", "(int)1e5", "\"0\"", "\"2x3\"", "\"0x0\"", "\"1x2x3\"", "nameof(Fmt)", "new[] { \"a\" }", "1 / 0", "(1", "[1, 2]",
    ];

    private static readonly string[] Expressions =
    [
        "", " ", "0", "-1", "1/0", "1%0", "0.0/0.0", "2147483647+1", "-2147483648/-1", "1e999", "((((1", "first", "last", "i", "n", "i*n", "input.Channels", "input.Height-40",
        "Classes", "Classes/0", "true", "!1", "1?2:3", "Width=Width", "Width=-1", "Stride=0", "Width = 64, Width = 64", "a.b.c", "Layer1[0].Conv1.Channels", "Layer1[-1]", "Sum[99]",
        "min(1)", "max()", "makeDivisible(1,0)", "makeDivisible(1e300, 1e-300)", "gcd(4,6)", "\\0", "\\\"", "é + 一", "1==1==1", "&&", "? :", "Conv1", "Bn1 && !Shortcut",
    ];

    private static readonly string[] Names =
        ["Conv1", "Bn1", "Sum", "Width", "Stride", "Maps", "MapTree", "Run", "CreateNew", "ToString", "forward", "Segment0", "@class", "field", "input", "i", "first", "Größe", "_", "fmtConv1", "ResNet20", "BasicBlock", "Stem"];

    private readonly Random _random = new(seed);

    public string Spoil(string text)
    {
        for (var n = 1 + _random.Next(3); n > 0; n--) text = SpoilOnce(text);
        return text;
    }

    private string SpoilOnce(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, Workbench.ParseOptions).GetRoot();
        return _random.Next(12) switch
        {
            0 => Replace(text, Pick(root.DescendantTokens()).Span, ""),
            1 => Insert(text, Pick(root.DescendantTokens()).Span),
            2 => Swap(text, root.DescendantTokens().Select(t => t.Span)),
            3 => Swap(text, root.DescendantNodes().OfType<AttributeArgumentSyntax>().Select(a => a.Span)),
            4 => Swap(text, root.DescendantNodes().OfType<AttributeSyntax>().Select(a => a.Span)),
            5 or 6 => ReplaceOne(text, root.DescendantNodes().OfType<AttributeArgumentSyntax>().Select(a => a.Expression.Span), Constants),
            7 => Rename(text, root),
            8 => ReplaceOne(text, Strings(root), Expressions),
            9 => SpoilCharacter(text, root),
            10 => Nest(text, root),
            _ => MoveMember(text, root),
        };
    }

    private string Rename(string text, SyntaxNode root)
    {
        var identifiers = root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.Text.Length > 0).ToList();
        if (identifiers.Count == 0) return text;
        var chosen = Pick(identifiers);
        var name = Names[_random.Next(Names.Length)];
        // Everywhere, or in one place only.
        return _random.Next(2) == 0 ? Replace(text, chosen.Span, name) : text.Replace(chosen.Text, name, StringComparison.Ordinal);
    }

    private string SpoilCharacter(string text, SyntaxNode root)
    {
        const string Characters = "()+-*/%?:.,=!<>&|[]01239eE_ xXé\\\"";
        var strings = Strings(root).Where(s => s.Length > 0).ToList();
        if (strings.Count == 0) return text;
        var place = new TextSpan(Pick(strings).Start + _random.Next(4), _random.Next(2));
        return place.End > text.Length ? text : Replace(text, place, Characters[_random.Next(Characters.Length)].ToString());
    }

    /// <summary>Another class in a <c>Use</c> or <c>Repeat</c>, itself included; or one more member that brings a block in.</summary>
    private string Nest(string text, SyntaxNode root)
    {
        var classes = root.DescendantNodes().OfType<ClassDeclarationSyntax>().ToList();
        if (classes.Count == 0) return text;
        var block = Pick(classes).Identifier.Text;
        var arguments = root.DescendantNodes().OfType<TypeArgumentListSyntax>().ToList();
        if (arguments.Count > 0 && _random.Next(2) == 0) return Replace(text, Pick(arguments).Span, "<" + block + ">");
        var at = Pick(classes).OpenBraceToken.Span.End;
        var member = _random.Next(3) switch
        {
            0 => $" [Use<{block}>(\"Width = 8\")] public partial {block} Nested {{ get; }} ",
            1 => $" [Repeat<{block}>({Constants[_random.Next(Constants.Length)]})] public partial Stage<{block}> Nested {{ get; }} ",
            _ => $" [Block] public partial class Inner {{ [Use<{block}>] public partial {block} A {{ get; }} }} [Use<Inner>] public partial Inner Nested {{ get; }} ",
        };
        return text.Insert(at, member);
    }

    private string MoveMember(string text, SyntaxNode root)
    {
        var members = root.DescendantNodes().OfType<PropertyDeclarationSyntax>().ToList();
        if (members.Count == 0) return text;
        var moved = Pick(members);
        return _random.Next(3) switch
        {
            0 => Replace(text, moved.FullSpan, ""),
            1 => text.Insert(moved.FullSpan.End, moved.ToFullString()),
            _ => Swap(text, members.Select(m => m.Span)),
        };
    }

    private static IEnumerable<TextSpan> Strings(SyntaxNode root) => root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.StringLiteralToken) && t.Text.Length >= 2).Select(t => new TextSpan(t.SpanStart + 1, t.Text.Length - 2));

    private string ReplaceOne(string text, IEnumerable<TextSpan> places, string[] values)
    {
        var all = places.ToList();
        return all.Count == 0 ? text : Replace(text, Pick(all), values[_random.Next(values.Length)]);
    }

    private string Swap(string text, IEnumerable<TextSpan> places)
    {
        var all = places.ToList();
        if (all.Count < 2) return text;
        var (a, b) = (Pick(all), Pick(all));
        if (a.Start > b.Start) (a, b) = (b, a);
        if (a.End > b.Start) return text;
        return string.Concat(text.AsSpan(0, a.Start), text.AsSpan(b.Start, b.Length), string.Concat(text.AsSpan(a.End, b.Start - a.End), text.AsSpan(a.Start, a.Length)), text.AsSpan(b.End));
    }

    private static string Insert(string text, TextSpan token) => text.Insert(token.End, " " + text.Substring(token.Start, token.Length));

    private static string Replace(string text, TextSpan place, string by) => string.Concat(text.AsSpan(0, place.Start), by, text.AsSpan(place.End));

    private T Pick<T>(IEnumerable<T> items)
    {
        var list = items as IReadOnlyList<T> ?? items.ToList();
        return list[_random.Next(list.Count)];
    }
}
