using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Recursive-descent parser of the expression language (docs/language.md). C#'s operators with C#'s precedence.</summary>
internal sealed class ExprParser
{
    private const int MaxDepth = 64;

    // A long chain of operators becomes a deep tree, and whoever walks it needs that much stack.
    private const int MaxOperators = 256;

    private static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["==", "!="],
        ["<=", ">=", "<", ">"],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    private readonly string _text;
    private int _at;
    private int _depth;
    private int _operators;
    private ExprError? _error;

    private ExprParser(string text, int start) => (_text, _at) = (text, start);

    /// <summary>Parses a whole text; null and an error where it is no expression.</summary>
    public static Expr? Parse(string text, out ExprError? error)
    {
        var parser = new ExprParser(text, 0);
        var expr = parser.Conditional();
        parser.SkipSpace();
        if (parser._error is null && parser._at < text.Length) parser.Fail(parser._at, text.Length - parser._at, $"unexpected '{text.Substring(parser._at)}'" + parser.Advice());
        error = parser._error;
        return error is null ? expr : null;
    }

    /// <summary>The commas that part a text: where they stand between the parentheses around all of it, and how many stand outside of any.</summary>
    public static (IReadOnlyList<int> Inside, int Outside) Commas(string text)
    {
        var (depth, outside, end) = (0, 0, text.TrimEnd().Length - 1);
        var inside = new List<int>();
        var isWhole = text.TrimStart().StartsWith("(", System.StringComparison.Ordinal);
        for (var i = 0; i <= end; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') isWhole &= --depth > 0 || i == end;
            else if (text[i] == ',' && depth == 1) inside.Add(i);
            else if (text[i] == ',' && depth == 0) outside++;
        }

        return (isWhole ? inside : [], outside);
    }

    /// <summary>Parses a block's parameters, <c>Width = 64, Stride = first ? 2 : 1</c>.</summary>
    public static List<(string Name, int Start, Expr Value)> ParseAssignments(string text, out ExprError? error)
    {
        var parser = new ExprParser(text, 0);
        var list = new List<(string, int, Expr)>();
        parser.SkipSpace();
        while (parser._error is null && parser._at < text.Length)
        {
            var start = parser._at;
            var name = parser.Identifier();
            if (name.Length == 0) parser.Fail(start, 1, "expected 'Parameter = expression'");
            else if (!parser.Accept("=")) parser.Fail(parser._at, 1, $"expected '=' after '{name}'");
            else list.Add((name, start, parser.Conditional()));
            parser.SkipSpace();
            if (parser._error is null && parser._at < text.Length && !parser.Accept(",")) parser.Fail(parser._at, 1, "expected ','");
            parser.SkipSpace();
        }

        error = parser._error;
        return list;
    }

    private Expr Conditional()
    {
        if (++_depth > MaxDepth)
        {
            Fail(_at, 1, "nested too deeply");
            return Missing();
        }

        var test = Binary(0);
        if (Accept("?"))
        {
            var then = Conditional();
            if (!Accept(":")) Fail(_at, 1, "expected ':' of the conditional");
            var otherwise = Conditional();
            test = new Expr.Conditional(test.Start, otherwise.End, test, then, otherwise);
        }

        _depth--;
        return test;
    }

    private Expr Binary(int level)
    {
        if (level == Levels.Length) return Unary();
        var left = Binary(level + 1);
        while (_error is null && Levels[level].FirstOrDefault(Accept) is { } op)
        {
            if (++_operators > MaxOperators) Fail(_at, 1, $"more than {MaxOperators} operators");
            var right = Binary(level + 1);
            left = new Expr.Binary(left.Start, right.End, op, left, right);
        }

        return left;
    }

    private Expr Unary()
    {
        SkipSpace();
        var start = _at;
        if (++_depth > MaxDepth)
        {
            Fail(_at, 1, "nested too deeply");
            return Missing();
        }

        Expr result;
        if (Accept("!") || Accept("-"))
        {
            var op = _text.Substring(start, 1);
            var operand = Unary();
            result = new Expr.Unary(start, operand.End, op, operand);
        }
        else
        {
            result = Primary();
        }

        _depth--;
        return result;
    }

    private Expr Primary()
    {
        SkipSpace();
        var start = _at;
        if (Accept("("))
        {
            var inner = Conditional();
            if (!Accept(")")) Fail(_at, 1, "expected ')'");
            return inner;
        }

        if (_at < _text.Length && (char.IsDigit(_text[_at]) || _text[_at] == '.')) return Number();
        var path = Path();
        if (path.Length == 0)
        {
            Fail(start, start < _text.Length ? 1 : 0, start < _text.Length ? $"unexpected '{_text[start]}'" : "the expression ends too early");
            return Missing();
        }

        if (path is "not" && _at < _text.Length && _text[_at] is ' ' or '(') Fail(start, path.Length, "'not' is written !");
        if (path is "true" or "false") return new Expr.Literal(start, _at, ExprValue.Bool(path == "true"));
        if (!Accept("(")) return new Expr.Name(start, start + path.Length, path);
        var arguments = new List<Expr.Boxed>();
        if (!Accept(")"))
        {
            do arguments.Add(new(Conditional()));
            while (_error is null && Accept(","));
            if (!Accept(")")) Fail(_at, 1, "expected ')'");
        }

        return new Expr.Call(start, _at, path, arguments.ToEquatable());
    }

    /// <summary>What was probably meant by what stands here and cannot.</summary>
    private string Advice()
    {
        var start = _at;
        var word = Identifier();
        _at = start;
        if (word is "or" or "and") return word == "or" ? " ('or' is written ||)" : " ('and' is written &&)";
        return _text[_at] == '.' && _at + 1 < _text.Length && char.IsDigit(_text[_at + 1]) ? " (uses of a block are numbered in brackets: Layer1[0])" : "";
    }

    private Expr.Literal Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsDigit(_text[_at]) || _text[_at] == '.' || IsExponent(start))) _at++;
        var text = _text.Substring(start, _at - start);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) return new(start, _at, ExprValue.Int(whole));
        if (text.All(char.IsDigit))
        {
            Fail(start, text.Length, "the number is too large");
            return new(start, _at, ExprValue.Unknown);
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && !double.IsInfinity(real)) return new(start, _at, ExprValue.Double(real));
        Fail(start, text.Length, $"'{text}' is no number");
        return new(start, _at, ExprValue.Unknown);
    }

    private bool IsExponent(int start) =>
        (_text[_at] is 'e' or 'E' && _at > start)
        || (_text[_at] is '-' or '+' && _at > start && _text[_at - 1] is 'e' or 'E');

    /// <summary>Identifiers joined by dots and indices: <c>Layer1[0].Conv1.Channels</c>.</summary>
    private string Path()
    {
        SkipSpace();
        var start = _at;
        if (Identifier().Length == 0) return "";
        while (_at < _text.Length)
        {
            var mark = _at;
            if (_text[_at] == '[')
            {
                var close = _text.IndexOf(']', _at);
                if (close < 0) break;
                _at = close + 1;
            }
            else if (_text[_at] == '.')
            {
                _at++;
                if (Identifier().Length > 0) continue;
                _at = mark;
                break;
            }
            else
            {
                break;
            }
        }

        return _text.Substring(start, _at - start);
    }

    private string Identifier()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetter(_text[_at]) || _text[_at] == '_' || (_at > start && char.IsDigit(_text[_at])))) _at++;
        return _text.Substring(start, _at - start);
    }

    private bool Accept(string token)
    {
        SkipSpace();
        if (string.CompareOrdinal(_text, _at, token, 0, token.Length) != 0) return false;
        if (token is "!" && _at + 1 < _text.Length && _text[_at + 1] == '=') return false;
        _at += token.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private Expr.Literal Missing() => new(_at, _at, ExprValue.Unknown);

    private void Fail(int start, int length, string message)
    {
        _error ??= new ExprError(start, length, message);
        _at = _text.Length;
    }
}
