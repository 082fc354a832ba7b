using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>The text depends on the source alone, and no source makes the generator throw.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string> Cases => ["every kind", "blocks in blocks", "conditional members", "opaque modules", "keywords", "accessors and modifiers", "shared modules"];

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    [InlineData("fi-FI")]
    public void Text_is_the_same_under_every_culture(string culture)
    {
        var sources = Corpus.Cases.Where(c => c.Key is "every kind" or "blocks in blocks" or "keywords").Select(c => Harness.With(c.Value)).ToArray();
        var expected = sources.Select(s => Harness.Run(s).Sources).ToArray();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            Assert.Equal(expected.SelectMany(e => e.Values), sources.SelectMany(s => Harness.Run(s).Sources.Values));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void Text_is_the_same_in_every_run()
    {
        Assert.Equal(Harness.Run(Harness.Zoo()).Sources.Values, Harness.Run(Harness.Zoo()).Sources.Values);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Half_typed_source_never_makes_it_throw(string name)
    {
        var text = Harness.With(Corpus.Cases[name]);
        var tokens = Harness.Tree(text, "File0.cs").GetRoot().DescendantTokens().Select(t => t.Span.End).Distinct().ToArray();
        var compilation = Harness.Compile(text);
        var driver = Harness.Driver();
        foreach (var end in tokens.Where(t => t > Harness.With("").Length))
        {
            var cut = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Harness.Tree(text[..end], "File0.cs"));
            AssertNoFault(ref driver, cut, text[..end]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Source_without_one_of_its_tokens_never_makes_it_throw(string name)
    {
        var text = Harness.With(Corpus.Cases[name]);
        var tokens = Harness.Tree(text, "File0.cs").GetRoot().DescendantTokens().Where(t => t.Span.Length > 0 && t.SpanStart >= Harness.With("").Length).ToArray();
        var compilation = Harness.Compile(text);
        var driver = Harness.Driver();
        foreach (var token in tokens)
        {
            var mutilated = text.Remove(token.SpanStart, token.Span.Length);
            AssertNoFault(ref driver, compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Harness.Tree(mutilated, "File0.cs")), mutilated);
        }
    }

    private static void AssertNoFault(ref GeneratorDriver driver, CSharpCompilation compilation, string text)
    {
        driver = driver.RunGenerators(compilation);
        var result = driver.GetRunResult().Results.Single();
        Assert.True(result.Exception is null, result.Exception + "\n" + text);
        Assert.True(result.Diagnostics.All(d => d.Id is "FMT1001" or "FMT1009"), string.Join("\n", result.Diagnostics) + "\n" + text);
    }
}
