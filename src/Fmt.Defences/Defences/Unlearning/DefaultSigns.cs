using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Signs;

namespace Fmt.Defences;

/// <summary>
/// What <see cref="PerturbationUnlearning"/> makes of a network before it trains anything: all signs that have a say together. The statistic is 1 for a sign, one half where the
/// test is not valid, 0 for no known sign.
/// </summary>
public sealed record DefaultSigns : OptionSet, ISign
{
    /// <inheritdoc/>
    public string Name => "the default's verdict";

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(context);
        using var mode = new EvaluationMode(network);
        var own = new RunContext(context.Seed, context.Progress, context.Cancellation) { Innocent = context.Innocent };
        var findings = new PerturbationUnlearning().Look(network, clean, own);
        context.Passes.Add(own.Passes.Count);
        var statistic = findings.State switch { SignState.Found => 1, SignState.NotValid => 0.5, _ => 0 };
        return new SignReading(Name, statistic, 1, own.Passes.Count, findings.Seconds) { Class = LeadingClass.Of(findings.Perturbations)?.Class, Beside = findings.Statistics };
    }
}
