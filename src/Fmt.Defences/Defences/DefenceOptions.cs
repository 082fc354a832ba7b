using System;
using System.Collections.Immutable;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Which defence is run, and how it is measured and reported.</summary>
public sealed record DefenceOptions
{
    /// <summary>
    /// What is used where nothing is chosen: <see cref="PerturbationUnlearning"/>, because FMT's own settings do not remove a backdoor from the published
    /// networks they were tried on. Measured on eleven networks with batch norm and three without (static all-to-one triggers; CIFAR-10, GTSRB, MNIST,
    /// Fashion-MNIST). It fails where somebody re-estimated the statistics, misses triggers that leave no trace there, and without batch norm sees patches
    /// only; docs/results.md lists what was measured.
    /// </summary>
    public static DefenceOptions Default { get; } = new();

    /// <summary>Feature Map Testing as the paper states it (arXiv 2307.11565).</summary>
    public static DefenceOptions Paper { get; } = new() { Defence = FeatureMapTesting.Paper };

    /// <summary>Feature Map Testing as its published loop does it.</summary>
    public static DefenceOptions AsReleased { get; } = new() { Defence = FeatureMapTesting.AsReleased };

    /// <summary>The method, with its own options. Default: <see cref="PerturbationUnlearning"/>.</summary>
    public IDefence Defence { get; init; } = new PerturbationUnlearning();

    /// <summary>What the network must bear before and after it.</summary>
    public GuardOptions Guard { get; init; } = new();

    /// <summary>Also run the method's controls (<see cref="IDefence.Controls"/>). Default true.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>Where a trigger is known, also measure the defended network after five more epochs with five triggered images among the clean ones. Default true.</summary>
    public bool ReActivation { get; init; } = true;

    /// <summary>Networks for the same images that were trained without this trigger: what they score on stamped images is what RA can be expected to reach. Default none.</summary>
    public ImmutableArray<InnocentNetwork> Innocent { get; init; } = [];

    /// <summary>
    /// The clean images have no true labels: the network's own answers, as it came, take their place (<see cref="OwnAnswers"/>). Accuracy on held-out images is agreement with those then.
    /// Default false. What it costs is in docs/results.md.
    /// </summary>
    public bool Unlabelled { get; init; }

    /// <summary>Seed of every random choice. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Test images, and the trigger where it is known, for measuring before and after. Default null: accuracy on the clean images alone.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>
    /// Folder in which trainings keep their state after every epoch, so that a run that was stopped goes on and ends with the same bits on the same machine. Default null:
    /// none. The files stay there; whoever has the result may delete them.
    /// </summary>
    public string? States { get; init; }

    /// <summary>Where to compute. Default null: where the network is.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>Refuses what cannot be run on this network, before anything is computed.</summary>
    internal void Check(NetworkModule network)
    {
        ArgumentNullException.ThrowIfNull(Defence);
        ArgumentNullException.ThrowIfNull(Guard);
        Guard.Check();
        Defence.CheckBefore(network);
        if (Evaluation is { } evaluation)
        {
            evaluation.Check();
            NetworkCheck.Fits(network, evaluation.Test, "test");
        }

        foreach (var innocent in Innocent) Comparable(network, innocent);
    }

    /// <summary>Refuses an innocent network for other images or classes.</summary>
    private static void Comparable(NetworkModule network, InnocentNetwork innocent)
    {
        static string Takes(NetworkModule n) => FormattableString.Invariant($"takes {n.InputShape.Channels}x{n.InputShape.Height}x{n.InputShape.Width} and has {n.ClassCount} classes");
        if (innocent.Network.InputShape != network.InputShape || innocent.Network.ClassCount != network.ClassCount)
            throw new DataException($"the innocent network '{innocent.Name}' ({innocent.Network.GetName()}) {Takes(innocent.Network)}, {network.GetName()} {Takes(network)}; only a network for the same images and classes can be compared.");
    }
}
