using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace Fmt.Graph.Tests;

public class ExpressionTests
{
    private static ExprValue Evaluate(string text, out ExprError? error)
    {
        var expr = ExprParser.Parse(text, out error);
        return expr is null ? ExprValue.Unknown : ExprEvaluator.Evaluate(expr, LookUp, out error);
    }

    private static ExprValue LookUp(Expr.Name name, out ExprError? error)
    {
        error = null;
        switch (name.Text)
        {
            case "Width": return ExprValue.Int(64);
            case "Wide": return ExprValue.Bool(true);
            case "Rate": return ExprValue.Double(0.5);
            case "Later": return ExprValue.Unknown;
            case "input.Channels": return ExprValue.Int(3);
            case "Layer1[0].Conv1.Height": return ExprValue.Int(7);
        }

        error = new ExprError(name.Start, name.Text.Length, name.Text, true, Nearest.To(name.Text, ["Width", "Wide", "Rate"]));
        return ExprValue.Unknown;
    }

    // The right column is what C# (and for round, Python) gives.
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 3 - 2", "5")]
    [InlineData("100 / 10 / 2", "5")]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("7 % 3 * 2", "2")]
    [InlineData("7.0 / 2", "3.5")]
    [InlineData("7 / 2.0", "3.5")]
    [InlineData("1e2 + .5", "100.5")]
    [InlineData("1e-2", "0.01")]
    [InlineData("--3", "3")]
    [InlineData("2 - -3", "5")]
    [InlineData("1 + 2 == 3", "true")]
    [InlineData("1 < 2 == true", "true")]
    [InlineData("1 <= 1 && 2 >= 3", "false")]
    [InlineData("true || false && false", "true")]
    [InlineData("!false && !(1 > 2)", "true")]
    [InlineData("!Wide != Wide", "true")]
    [InlineData("1 != 1.0", "false")]
    [InlineData("true ? 1 : false ? 2 : 3", "1")]
    [InlineData("false ? 1 : false ? 2 : 3", "3")]
    [InlineData("true ? false ? 1 : 2 : 3", "2")]
    [InlineData("1 > 2 ? 3 : 4 + 1", "5")]
    [InlineData("true ? 1 : 1 / 0", "1")]
    [InlineData("min(3, 2)", "2")]
    [InlineData("max(3, 2.5)", "3")]
    [InlineData("round(0.5)", "0")]
    [InlineData("round(1.5)", "2")]
    [InlineData("round(2.5)", "2")]
    [InlineData("round(-2.5)", "-2")]
    [InlineData("floor(-0.5)", "-1")]
    [InlineData("ceil(2.1)", "3")]
    [InlineData("ceil(7 / 2)", "3")]
    [InlineData("makeDivisible(30.4, 8)", "32")]
    [InlineData("makeDivisible(17, 8)", "16")]
    [InlineData("makeDivisible(11, 8)", "16")]
    [InlineData("makeDivisible(3, 8)", "8")]
    [InlineData("makeDivisible(32 * 1.4, 8)", "48")]
    [InlineData("max(min(Width, 32), 16) * 2", "64")]
    [InlineData("Width * input.Channels", "192")]
    [InlineData(" Layer1[0].Conv1.Height ", "7")]
    [InlineData("Later || true", "true")]
    [InlineData("false && Later", "false")]
    [InlineData("2147483647", "2147483647")]
    [InlineData("-2147483647", "-2147483647")]
    public void Evaluates_as_CSharp_does(string text, string expected)
    {
        foreach (var culture in new[] { "", "de-DE", "tr-TR", "fa-IR" })
        {
            Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var value = Evaluate(text, out var error);
            Assert.Null(error);
            Assert.Equal(expected, value.ToString());
        }
    }

    [Theory]
    [InlineData("7 / 2", ExprType.Int)]
    [InlineData("7 / 2.0", ExprType.Double)]
    [InlineData("max(1, 2)", ExprType.Int)]
    [InlineData("max(1, 2.0)", ExprType.Double)]
    [InlineData("round(2.5)", ExprType.Int)]
    [InlineData("1 < 2", ExprType.Bool)]
    [InlineData("Later + 1", ExprType.Unknown)]
    [InlineData("Later ? 1 : 2", ExprType.Unknown)]
    [InlineData("Later / 0", ExprType.Unknown)]
    public void Keeps_types(string text, object type)
    {
        Assert.Equal((ExprType)type, Evaluate(text, out var error).Type);
        Assert.Null(error);
    }

    // Start and length are the characters a user would point at.
    [Theory]
    [InlineData("", 0, 0, "the expression ends too early")]
    [InlineData("1 +", 3, 0, "the expression ends too early")]
    [InlineData("1 + )", 4, 1, "unexpected ')'")]
    [InlineData("1 2", 2, 1, "unexpected '2'")]
    [InlineData("(1", 2, 1, "expected ')'")]
    [InlineData("true ? 1", 8, 1, "expected ':' of the conditional")]
    [InlineData("a = 1", 2, 3, "unexpected '= 1'")]
    [InlineData("1 & 2", 2, 3, "unexpected '& 2'")]
    [InlineData("1.2.3", 0, 5, "'1.2.3' is no number")]
    [InlineData("2147483648", 0, 10, "the number is too large")]
    [InlineData("2147483647 + 1", 0, 14, "the number is too large")]
    [InlineData("1 + 65536 * 65536", 4, 13, "the number is too large")]
    [InlineData("1e308 * 10", 0, 10, "the number is too large")]
    [InlineData("floor(1e10)", 0, 11, "the number is too large")]
    [InlineData("1 + 8 / 0", 4, 5, "division by zero")]
    [InlineData("8 % 0.0", 0, 7, "division by zero")]
    [InlineData("!1", 0, 2, "'!' needs a condition")]
    [InlineData("-true", 0, 5, "'-' needs a number")]
    [InlineData("1 && true", 0, 9, "'&&' needs two conditions")]
    [InlineData("true + 1", 0, 8, "'+' needs two numbers")]
    [InlineData("1 == true", 0, 9, "a number is compared with a condition")]
    [InlineData("1 ? 2 : 3", 0, 1, "a condition is expected before '?'")]
    [InlineData("2 * min(1)", 4, 6, "'min' takes 2 arguments")]
    [InlineData("round(1, 2)", 0, 11, "'round' takes 1 argument")]
    [InlineData("round(true)", 0, 11, "'round' takes numbers")]
    [InlineData("sqrt(4)", 0, 4, "there is no function 'sqrt' (min, max, round, floor, ceil, makeDivisible)")]
    [InlineData("makeDivisible(9, 0)", 0, 19, "the divisor must be a whole number of at least 1")]
    [InlineData("1 + €", 4, 1, "unexpected '€'")]
    public void Says_what_is_wrong_and_where(string text, int start, int length, string message)
    {
        Evaluate(text, out var error);
        Assert.NotNull(error);
        Assert.Equal((start, length, message), (error.Start, error.Length, error.Message));
    }

    [Theory]
    [InlineData("2 * Widht", 4, 5, "Width")]
    [InlineData("width", 0, 5, "Width")]
    [InlineData("true ? 1 : Ra", 11, 2, null)]
    [InlineData("Rates", 0, 5, "Rate")]
    [InlineData("Nothing", 0, 7, null)]
    public void Finds_the_nearest_name(string text, int start, int length, string? nearest)
    {
        Evaluate(text, out var error);
        Assert.True(error is { UnknownName: true });
        Assert.Equal((start, length, nearest), (error.Start, error.Length, error.Nearest));
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Evaluate(new string('(', 30) + "1" + new string(')', 30), out var shallow);
        Assert.Null(shallow);
        Evaluate(new string('(', 100_000), out var deep);
        Assert.Equal("nested too deeply", deep!.Message);
        Evaluate(new string('-', 100_000) + "1", out var signs);
        Assert.Equal("nested too deeply", signs!.Message);
        Evaluate(string.Join("+", Enumerable.Repeat("1", 257)), out var longest);
        Assert.Null(longest);
        Evaluate(string.Join("+", Enumerable.Repeat("1", 258)), out var longer);
        Assert.Equal("more than 256 operators", longer!.Message);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Width = 64", "Width@0")]
    [InlineData(" Width = 64 , Stride = first ? 2 : 1 ", "Width@1 Stride@14")]
    [InlineData("A = min(1, 2), B = 3,", "A@0 B@15")]
    public void Parses_parameters(string text, string expected)
    {
        var list = ExprParser.ParseAssignments(text, out var error);
        Assert.Null(error);
        Assert.Equal(expected, string.Join(" ", list.Select(a => $"{a.Name}@{a.Start}")));
    }

    [Theory]
    [InlineData("Width", 5, 1, "expected '=' after 'Width'")]
    [InlineData("= 3", 0, 1, "expected 'Parameter = expression'")]
    [InlineData("A = 1 B = 2", 6, 1, "expected ','")]
    [InlineData("A == 1", 3, 1, "unexpected '='")]
    public void Parameters_that_do_not_parse(string text, int start, int length, string message)
    {
        ExprParser.ParseAssignments(text, out var error);
        Assert.Equal((start, length, message), (error!.Start, error.Length, error.Message));
    }
}
