using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Defences;
using Fmt.Modules;

namespace Fmt.Compare;

/// <summary>The methods by name, each with the settings that its paper or our measurements give. Where training may choose, convolutions run in what the processor does fastest.</summary>
internal static class Methods
{
    private static readonly ConvolutionPrecision Fastest = FastestPrecision.OfProcessor;

    private static readonly (string Name, Func<IDefence> Make)[] All =
    [
        ("Paper", () => new FmtPruning(FmtOptions.Paper)),
        ("AsReleased", () => new FmtPruning(FmtOptions.AsReleased)),
        ("Default", () => new RecipeR(FmtOptions.Default.Recipe)),
        ("B", () => new DefenceSequence("B", new ShiftMaskDefence(), new IBau(new IBauOptions { Rounds = 3, Precision = Fastest }), new FineTune(new FineTuneOptions { Epochs = 4, Precision = Fastest }))),
        ("FT", () => new FineTune(new FineTuneOptions { Precision = Fastest })),
        ("FP", () => new FinePruningDefence()),
        ("CLP", () => new ClpDefence()),
        ("BNP", () => new BnpDefence { FineTuning = BnpDefence.MeasuredFineTuning }),
        ("RNP", () => new RnpDefence()),
        ("FST", () => new Fst(new FstOptions { Precision = Fastest })),
        ("FST scaled", () => new Fst(new FstOptions { ScaleByHead = true, Precision = Fastest })),
        ("FT-SAM", () => new FtSam(new FtSamOptions { Precision = Fastest })),
        ("NAD", () => new Nad(new NadOptions { Precision = Fastest })),
        ("I-BAU", () => new IBau(new IBauOptions { Precision = Fastest })),
        ("Forced", () => new RecipeR(FmtOptions.Default.Recipe! with { Force = true })),
        ("Held", () => new RecipeR(FmtOptions.Default.Recipe! with { Hold = true })),
        ("R without batch norm", () => new RecipeR(new RecipeROptions { Branch = RepairBranch.NoBatchNorm })),
    ];

    /// <summary>What is compared where nothing else is asked for.</summary>
    public static readonly string[] Standard = ["Paper", "AsReleased", "Default", "B", "FT", "FP", "CLP", "BNP", "RNP", "FST", "FT-SAM", "NAD"];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => All.Select(m => m.Name);

    /// <summary>Methods that keep all cores busy by themselves; they are run one at a time.</summary>
    public static bool UsesAllCores(string name) => name is "Paper" or "AsReleased";

    /// <summary>A method by name.</summary>
    /// <exception cref="ArgumentException">There is none of this name; the message lists them.</exception>
    public static IDefence Make(string name) => All.FirstOrDefault(m => m.Name == name).Make?.Invoke()
        ?? throw new ArgumentException($"There is no method '{name}'; there are {string.Join(", ", Names)}.");
}
