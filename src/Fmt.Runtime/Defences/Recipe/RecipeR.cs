using System;
using System.Collections.Immutable;
using System.Globalization;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>
/// Recipe R: unlearn universal perturbations that are kept adversarial and steered along the direction that batch norm remembers, with the original
/// network's answers on clean images as half of the target and the direction itself injected into the last batch norm's maps. It needs no target class
/// and prunes nothing. A network whose batch norms show no sign is left alone. Without batch norm there is no direction: the sign is then one class that a few
/// pixels reach from all others, and what is unlearnt are these pixels (docs/results.md).
/// </summary>
/// <param name="options">Constants; default: those that were measured.</param>
public sealed class RecipeR(RecipeROptions? options = null) : IDefence
{
    private readonly RecipeROptions _options = options ?? new RecipeROptions();

    /// <summary>What it is done with.</summary>
    public RecipeROptions Options => _options;

    /// <inheritdoc/>
    public string Name => "R";

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, DefenceContext context)
    {
        return Trace(Run(network, clean, context));
    }

    /// <summary>What was found, as settings and notes of a report.</summary>
    internal DefenceTrace Trace(RepairFindings findings) => new(findings.Epochs, Settings(findings), Notes(findings));

    /// <summary>The same, with all that was found.</summary>
    /// <param name="network">A generated network; changed unless no sign is found.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation, passes.</param>
    public RepairFindings Run(NetworkModule network, ImageSet clean, DefenceContext context)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        var (precision, generator) = (network.Precision, network.Generator);
        using var run = new RecipeRun(network, clean, _options, context);
        RepairFindings findings = null!;
        try
        {
            // A thread of its own with a fixed number of libtorch threads: the same result on every number of cores.
            Workers.Run(1, Workers.TrainingThreads, [() => findings = run.Run()]);
            return findings;
        }
        finally
        {
            (network.Precision, network.Generator) = (precision, generator);
            network.eval();
        }
    }

    private ImmutableArray<Setting> Settings(RepairFindings findings)
    {
        const string Recipe = "measured on four published networks, then held fixed";
        const string Found = "decided on the clean images";
        var plan = RecipePlan.Of(findings.Branch ?? RepairBranch.BatchStatistics);
        string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
        return
        [
            new("SignThreshold", Number(_options.SignThreshold) + " nats", Recipe),
            new("Branch", findings.Branch?.ToString() ?? "none: left alone", _options.Branch is null ? Found : "asked for"),
            new("ReestimationTolerance", Number(_options.ReestimationTolerance) + " points", Recipe),
            new("Flip", findings.Flip ? "yes" : "no", _options.Flip is null ? Found : "asked for"),
            new("Perturbations", Perturbations(findings), Recipe),
            new("Hold", Held(findings), _options.Hold ? "asked for" : "cost accuracy on published networks"),
            new("UnlearningEpochs", _options.UnlearningEpochs is { } asked ? Number(asked) : $"{plan.UnlearningEpochs}, and {_options.UnlearningSteps} steps at least", Recipe),
            new("PerturbedWeight", Number(_options.PerturbedWeight), Recipe),
            new("InjectionWeight", Number(_options.InjectionWeight), Recipe),
            new("ResponseWeight", Number(_options.ResponseWeight), "measured on a Fashion-MNIST network and a ResNet-20, then held fixed"),
            new("Targets", $"{Number(100 * (_options.HardShare ?? plan.HardShare))} % labels, the rest the original network's answers at temperature {Number(_options.Temperature)}", Recipe),
            new("Convolutions", findings.Precision.ToString(), _options.Precision is null ? "what this processor does fastest" : "asked for"),
        ];
    }

    private string Perturbations(RepairFindings findings) => (findings.Classes, findings.Branch) switch
    {
        (null, _) => $"additive L2 {string.Join(", ", _options.Radii)}; sparse {string.Join(", ", _options.Pixels)} pixels",
        ({ } classes, RepairBranch.NoBatchNorm) => $"{ClassSign.Pixels} pixels towards class {classes.Leading}, kept as they were found",
        _ => "none",
    };

    private string Held(RepairFindings findings) => findings switch
    {
        { Held: { } target } => FormattableString.Invariant($"{ClassSign.Pixels} pixels and an additive perturbation, L2 {ClassSearch.Radius}, towards class {target}, kept as they were found"),
        { Branch: RepairBranch.BatchStatistics or RepairBranch.FrozenStatistics } when _options.Hold => "none: the perturbations do not agree on a class",
        _ => "none",
    };

    private ImmutableArray<string> Notes(RepairFindings findings)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (findings.Sign is { } sign)
        {
            if (sign.EarlyMedian > BackdoorSign.ValidEarlyMedian)
                notes.Add(FormattableString.Invariant($"The clean images differ from what the early batch norms remember (median {sign.EarlyMedian:0.0000} nats, below {BackdoorSign.ValidEarlyMedian} where they are alike): the sign may be, or contain, another augmentation, class balance or domain, not a backdoor."));
            if (findings.Use is { Found: false } use)
                notes.Add(FormattableString.Invariant($"Batch norm's memory differs from what clean images show, but nothing was found that uses the difference: the perturbation along it that leads most images to one class leads {use.LargestShare:0} % there, moving the maps {use.Strength:0.0} times its length (a use has {use.ShareThreshold:0} % and {use.StrengthThreshold:0.#} at least). ") + (findings.Repaired ? "The repair was forced." : "The network was left alone. That is no proof that it is clean."));
            else if (!findings.Repaired)
                notes.Add("No sign of a backdoor was found in batch norm's memory, and the network was left alone. That is no proof that it is clean: whoever re-estimated the statistics on clean images has erased the sign.");
            else if (!sign.Found)
                notes.Add("No sign of a backdoor was found; the repair was forced.");
        }
        else if (!findings.Repaired)
        {
            notes.Add("There is no batch norm to read, and no class stands out that a few pixels reach from all others: no sign of a patch trigger was found, and the network was left alone. That is no proof that it is clean: the search sees patches that lead every class to one, and no others.");
        }
        else
        {
            notes.Add($"There is no batch norm to read. The network was {(findings.Branch == RepairBranch.FineTuning ? "fine-tuned, no more" : "trained on the pixels that lead images of all other classes to one")}.");
        }

        return notes.ToImmutable();
    }
}
