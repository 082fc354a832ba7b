using System;
using Fmt.Signs;
using Xunit;

namespace Fmt.Tests.Signs;

/// <summary>The gamma distribution of MM-BD against closed forms and published tables.</summary>
public sealed class GammaTests
{
    /// <summary>Shape 1 is the exponential distribution, shape 2 Erlang's; quantiles of chi-square (shape n/2, scale 2) are NIST's table (e-Handbook, 1.3.6.7.4).</summary>
    [Theory]
    [InlineData(1, 1, 0.5, 0.39346934028736658)]
    [InlineData(1, 1, 3, 0.95021293163213605)]
    [InlineData(2, 1, 2, 0.59399415029016189)]
    [InlineData(0.5, 2, 3.841, 0.95)]
    [InlineData(2, 2, 9.488, 0.95)]
    [InlineData(5, 2, 18.307, 0.95)]
    [InlineData(50, 2, 124.342, 0.95)]
    [InlineData(50, 2, 135.807, 0.99)]
    public void Probabilities_are_those_of_the_tables(double shape, double scale, double value, double below) =>
        Assert.Equal(below, new Gamma(shape, scale).Below(value), 5e-5);

    /// <summary>At the maximum of the likelihood its derivative is 0: ln k - digamma(k) = ln(mean) - mean(ln). digamma(1) = -0.5772156649 (Euler), so k = 1 where the right side is that.</summary>
    [Fact]
    public void The_fit_meets_the_equation_of_maximum_likelihood()
    {
        // Two values a and 2 - a have mean 1, and mean(ln) = ln(a (2 - a)) / 2 = -0.5772156649.
        var a = 1 - Math.Sqrt(1 - Math.Exp(-2 * 0.57721566490153286));
        var fit = Gamma.Fit([a, 2 - a])!;
        Assert.Equal(1, fit.Shape, 1e-6);
        Assert.Equal(1, fit.Scale, 1e-6);
    }

    [Fact]
    public void Nothing_is_fitted_to_what_no_gamma_distribution_gives()
    {
        Assert.Null(Gamma.Fit([1, 2, -1]));
        Assert.Null(Gamma.Fit([2, 2, 2]));
        Assert.Null(Gamma.Fit([double.NaN, 1]));
        Assert.Null(Gamma.Fit([1]));
    }
}
