using System;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Metrics;
using Fmt.Modules;

namespace Fmt.Tool.Train;

/// <summary>What the trained network does.</summary>
/// <param name="Rates">ACC, and ASR and RA where the case has an attack.</param>
/// <param name="Cross">WaNet: accuracy in percent on images warped with noise, which should be about ACC; null for other attacks.</param>
internal sealed record Measured(Rates Rates, double? Cross)
{
    public static Measured Of(NetworkModule network, Evaluation evaluation, int seed, CancellationToken cancellation)
    {
        var device = network.parameters().First().device;
        var rates = Measurement.Run(network, evaluation, device, cancellation: cancellation);
        if (evaluation.Trigger is not WarpTrigger warp) return new Measured(rates, null);
        int[] all = [.. Enumerable.Range(0, evaluation.Test.Count)];
        var classes = Measurement.Predict(network, evaluation.Test, all, warp.Noisy(seed), device, cancellation: cancellation);
        return new Measured(rates, 100.0 * all.Count(i => classes[i] == evaluation.Test.Labels[i]) / all.Length);
    }

    public override string ToString() => string.Join(", ", new (string Name, double? Value)[] { ("ACC", Rates.Acc), ("ASR", Rates.Asr), ("RA", Rates.Ra), ("cross ACC", Cross) }
        .Where(v => v.Value is not null).Select(v => FormattableString.Invariant($"{v.Name} {v.Value:0.00}")));
}
