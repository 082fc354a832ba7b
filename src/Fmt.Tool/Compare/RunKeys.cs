using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Fmt.Defences;
using Fmt.Modules;
using Fmt.Signs;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Tool.Compare;

/// <summary>The runs of a comparison, each with the hash of all that its result depends on: a row of the store stands in for a run only where nothing of it has changed.</summary>
/// <param name="all">All cases of the folder: their networks may be innocent of each other's triggers.</param>
/// <param name="reActivate">Whether the re-activation test is run.</param>
/// <param name="maxAccuracyLoss">Points of accuracy that a method may cost on held-out clean images.</param>
/// <param name="clean">The clean images that a method gets.</param>
internal sealed class RunKeys(IReadOnlyList<ComparedCase> all, bool reActivate, double maxAccuracyLoss, CleanImages clean)
{
    /// <summary>The code that computes: version and module of every assembly of it. The same sources give the same module.</summary>
    private static readonly string Program = string.Join("; ", new[] { typeof(NetworkModule), typeof(IDefence), typeof(CaseNetworks), typeof(RunKeys), typeof(torch) }.Select(t => t.Assembly).Select(a =>
        $"{a.GetName().Name} {a.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion} {a.ManifestModule.ModuleVersionId}"));

    /// <summary>Whether the re-activation test is run.</summary>
    public bool ReActivate => reActivate;

    /// <summary>Points of accuracy that a method may cost on held-out clean images.</summary>
    public double MaxAccuracyLoss => maxAccuracyLoss;

    /// <summary>The clean images that a method gets.</summary>
    public CleanImages Clean => clean;

    /// <summary>A method on a case.</summary>
    public WorkItem Method(ComparedCase c, string method, int seed) => Item(c, method, seed,
        ("network", c.NetworkHash), ("test", c.TestHash), ("training images", c.TrainingHash), ("settings", Settings.Text(Methods.Make(method))), ("re-activation", ReActivation(reActivate)),
        ("max accuracy loss", Settings.Text(maxAccuracyLoss)), ("clean images", clean.ToString()));

    /// <summary>What networks innocent of a case's trigger score.</summary>
    public WorkItem Innocent(ComparedCase c) => Item(c, "(innocent)", 0, ("test", c.TestHash), ("networks", Innocents(c)));

    /// <summary>The same after the re-activation test.</summary>
    public WorkItem InnocentReActivated(ComparedCase c, int seed) => Item(c, "(innocent, re-activated)", seed,
        ("test", c.TestHash), ("networks", Innocents(c)), ("training images", c.TrainingHash), ("re-activation", ReActivation(true)));

    /// <summary>Tests of feature maps.</summary>
    public WorkItem Scores(ComparedCase c) => Item(c, "(scores)", 0, ("network", c.NetworkHash), ("test", c.TestHash), ("training images", c.TrainingHash));

    /// <summary>A network before anything is done to it.</summary>
    public static WorkItem AsItCame(ComparedCase c) => Item(c, "(as it came)", 0, ("network", c.NetworkHash), ("test", c.TestHash));

    /// <summary>A sign of a network.</summary>
    public static WorkItem Sign(ComparedCase c, ISign sign, int seed) => Item(c, "(sign) " + sign.Name, seed, ("network", c.NetworkHash), ("training images", c.TrainingHash), ("settings", Settings.Text(sign)));

    private static WorkItem Item(ComparedCase c, string method, int seed, params IEnumerable<(string Name, string Value)> parts)
    {
        (string Name, string Value)[] whole =
        [
            ("program", Program), ("convolutions", FastestPrecision.OfProcessor.ToString()),
            ("case", c.Name), ("case file", c.FileHash), ("method", method), ("seed", Settings.Text(seed)), .. parts,
        ];
        return new WorkItem(c.Name, method, seed, Contents.Hash(string.Concat(whole.Select(p => $"{p.Name}: {p.Value}\n"))));
    }

    private static string ReActivation(bool run) => run ? Settings.Text(Work.ReActivationTest) : "none";

    private string Innocents(ComparedCase c) => string.Join(", ", all.Where(c.IsInnocent).Select(o => $"{o.Name} {o.FileHash} {o.NetworkHash}"));
}
