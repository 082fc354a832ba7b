using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Defences;
using Fmt.Modules;

namespace Fmt.Tool.Compare;

/// <summary>The methods by name, each with the settings that its paper or our measurements give. Where training may choose, convolutions run in what the processor does fastest.</summary>
internal static class Methods
{
    private static readonly ConvolutionPrecision Fastest = FastestPrecision.OfProcessor;

    private static readonly (string Name, Func<IDefence> Make)[] All =
    [
        ("Paper", () => FeatureMapTesting.Paper),
        ("AsReleased", () => FeatureMapTesting.AsReleased),
        ("Default", () => new PerturbationUnlearning()),
        ("Mask, unlearn, tune", () => new DefenceSequence("Mask, unlearn, tune", new ShiftMaskDefence(), new IBau { Rounds = 3, Precision = Fastest }, new FineTune { Epochs = 4, Precision = Fastest })),
        ("FT", () => new FineTune { Precision = Fastest }),
        ("FP", () => new FinePruningDefence()),
        ("CLP", () => new ClpDefence()),
        ("BNP", () => new BnpDefence { FineTuning = BnpDefence.MeasuredFineTuning }),
        ("RNP", () => new RnpDefence()),
        ("FST", () => new Fst { Precision = Fastest }),
        ("FST scaled", () => new Fst { ScaleByHead = true, Precision = Fastest }),
        ("FT-SAM", () => new FtSam { Precision = Fastest }),
        ("NAD", () => new Nad { Precision = Fastest }),
        ("I-BAU", () => new IBau { Precision = Fastest }),
        ("Forced", () => new PerturbationUnlearning { Force = true }),
        ("Precaution", () => new PerturbationUnlearning { WhenNoSign = WhenNoSign.FineTune }),
        ("Held", () => new PerturbationUnlearning { Hold = true }),
        ("Default without batch norm", () => new PerturbationUnlearning { Branch = UnlearningBranch.FoundTriggers }),
    ];

    /// <summary>What is compared where nothing else is asked for.</summary>
    public static readonly string[] Standard = ["Paper", "AsReleased", "Default", "Mask, unlearn, tune", "FT", "FP", "CLP", "BNP", "RNP", "FST", "FT-SAM", "NAD"];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => All.Select(m => m.Name);

    /// <summary>Methods that keep all cores busy by themselves; they are run one at a time.</summary>
    public static bool UsesAllCores(string name) => name is "Paper" or "AsReleased";

    /// <summary>Methods in a list with commas, of which a name may have some itself. What is no name is left as it is, for <see cref="Make"/> to refuse.</summary>
    public static string[] Parse(string list)
    {
        var parts = Parts(list);
        var names = new List<string>();
        for (var at = 0; at < parts.Length; at += Parts(names[^1]).Length)
            names.Add(Names.FirstOrDefault(n => Parts(n).SequenceEqual(parts.Skip(at).Take(Parts(n).Length))) ?? parts[at]);
        return [.. names.Distinct()];
    }

    /// <summary>A method by name.</summary>
    /// <exception cref="ArgumentException">There is none of this name; the message lists them.</exception>
    public static IDefence Make(string name) => All.FirstOrDefault(m => m.Name == name).Make?.Invoke()
        ?? throw new ArgumentException($"There is no method '{name}'; there are {string.Join(", ", Names)}.");

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
