using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Signs;

namespace Fmt.Defences;

/// <summary>Moves the thresholds of signs above what innocent networks of the user's own show. They are never lowered: few networks say little about the largest of many.</summary>
internal static class InnocentThresholds
{
    /// <summary>Percent points above the innocent networks' shares; shares are counted on 200 to 300 images.</summary>
    private const double Step = 1;

    public static (PerturbationUnlearning Options, ImmutableArray<RaisedThreshold> Raised) Of(PerturbationUnlearning options, IReadOnlyList<UnlearningFindings> innocent)
    {
        var raised = ImmutableArray.CreateBuilder<RaisedThreshold>();
        double To(string sign, double from, double step, Func<UnlearningFindings, double?> value)
        {
            var (most, network) = innocent.Select((f, i) => (Value: value(f) ?? double.NegativeInfinity, i)).MaxBy(f => f.Value);
            var to = Math.Max(from, most + step);
            if (to > from) raised.Add(new RaisedThreshold(sign, from, to, network));
            return to;
        }

        double? Reading(UnlearningFindings findings, string sign) => findings.Readings.FirstOrDefault(r => r.Sign == sign)?.Statistic;
        var (pixels, warp) = (new PixelSign().Name, new WarpSign().Name);
        var moved = options with
        {
            // A divergence counts where it is above the threshold, a share where it reaches it.
            SignThreshold = To(new MemorySign().Name, options.SignThreshold, 0, f => f.Sign?.Largest * options.SignThreshold / f.Sign?.Threshold),
            UsedShare = To(DirectionUse.Name, options.UsedShare, Step, f => f.Use?.Strength >= f.Use?.StrengthThreshold ? f.Use?.LargestShare : null),
            PixelShare = To(pixels, options.PixelShare, Step, f => Reading(f, pixels)),
            WarpShare = To(warp, options.WarpShare, Step, f => Reading(f, warp)),
        };
        return (moved, raised.ToImmutable());
    }
}
