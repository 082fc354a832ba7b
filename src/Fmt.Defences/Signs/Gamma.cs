using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Signs;

/// <summary>A gamma distribution.</summary>
/// <param name="Shape">k, above 0.</param>
/// <param name="Scale">theta, above 0.</param>
internal sealed record Gamma(double Shape, double Scale)
{
    /// <summary>Maximum likelihood: ln k - digamma(k) = ln(mean) - mean(ln), by Newton's method from Minka's start (2002).</summary>
    /// <returns>Null where a value is not above 0, or all are equal.</returns>
    public static Gamma? Fit(IReadOnlyList<double> values)
    {
        if (values.Count < 2 || values.Any(v => !(v > 0))) return null;
        var mean = values.Average();
        var gap = Math.Log(mean) - values.Average(Math.Log);
        if (!(gap > 1e-12)) return null;
        var k = (3 - gap + Math.Sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap);
        for (var i = 0; i < 20; i++)
        {
            const double H = 1e-4;
            double F(double x) => Math.Log(x) - Digamma(x) - gap;
            var slope = (F(k * (1 + H)) - F(k * (1 - H))) / (2 * k * H);
            k = Math.Max(k / 10, k - F(k) / slope);
        }

        return new Gamma(k, mean / k);
    }

    /// <summary>Probability of a value below this one: the regularised lower incomplete gamma function P(k, x/theta).</summary>
    public double Below(double value)
    {
        if (!(value > 0)) return 0;
        var x = value / Scale;
        var front = Math.Exp(Shape * Math.Log(x) - x - LogGamma(Shape));
        return x < Shape + 1 ? Math.Min(1, front * Series(x)) : Math.Max(0, 1 - front * Fraction(x));
    }

    private double Series(double x)
    {
        var (term, sum) = (1 / Shape, 1 / Shape);
        for (var n = 1; n < 10000 && term > sum * 1e-16; n++)
        {
            term *= x / (Shape + n);
            sum += term;
        }

        return sum;
    }

    /// <summary>Lentz's continued fraction of the upper function.</summary>
    private double Fraction(double x)
    {
        const double Tiny = 1e-300;
        var b = x + 1 - Shape;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 10000; i++)
        {
            var a = -i * (i - Shape);
            b += 2;
            d = 1 / (Math.Abs(a * d + b) < Tiny ? Tiny : a * d + b);
            c = Math.Abs(b + a / c) < Tiny ? Tiny : b + a / c;
            var factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) < 1e-15) break;
        }

        return h;
    }

    /// <summary>Stirling's series, from 10 on; below by the recurrence.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++) shift -= Math.Log(x);
        var i = 1 / (x * x);
        return shift + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - i * (1.0 / 360 - i * (1.0 / 1260 - i / 1680))) / x;
    }

    private static double Digamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++) shift -= 1 / x;
        var i = 1 / (x * x);
        return shift + Math.Log(x) - 0.5 / x - i * (1.0 / 12 - i * (1.0 / 120 - i * (1.0 / 252 - i / 240)));
    }
}
