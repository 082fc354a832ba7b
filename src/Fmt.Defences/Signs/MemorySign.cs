using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Signs;

/// <summary>
/// What batch norm remembers and clean images do not show: the largest divergence of a channel of the last resolution stage, in nats (Zheng et al., NeurIPS 2022). Everything
/// that makes clean images unlike those of training raises it too, but in the stages before as well and in many channels.
/// </summary>
public sealed record MemorySign : OptionSet, ISign
{
    /// <inheritdoc/>
    public string Name => "batch norm's memory";

    /// <summary>Nats.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double Threshold { get; init; } = 0.02;

    /// <summary>Clean images whose statistics are compared with the remembered ones.</summary>
    [Option(Origin.Measured, Min = 1)]
    public int Images { get; init; } = 1000;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(Name, Threshold, network, clean, context, looking =>
        {
            var (memories, _) = CroppedMemory.Read(network, clean.Balanced(Math.Min(Images, clean.Count), context.Seed), looking.Context);
            if (BackdoorSigns.Of(memories, Threshold) is not { } sign) return Looking.Nothing("it has no batch norm with running statistics");
            var last = LastStage.Only(memories, m => (m.Norm.Height, m.Norm.Width)).SelectMany(m => m.Kl).Order().ToArray();
            var early = sign.EarlyMedian ?? double.NaN;
            return Looking.Reading(sign.Largest) with
            {
                Beside = Beside.Of(
                    ("early median", early), ("last median", last[last.Length / 2]), ("to the early median", sign.Largest / (early + 1e-4)),
                    ("to the last median", sign.Largest / (last[last.Length / 2] + 1e-4)), ("to the last 90 %", sign.Largest / (last[(int)(0.9 * last.Length)] + 1e-4))),
            };
        });
    }
}
