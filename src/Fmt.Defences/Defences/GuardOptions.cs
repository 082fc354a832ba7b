using Fmt.Options;

namespace Fmt.Defences;

/// <summary>What a network must bear before and after a defence.</summary>
public sealed record GuardOptions : OptionSet
{
    /// <summary>
    /// Points of accuracy that the defence may cost on held-out clean images, and two standard errors of that measurement; else the network is handed back as it came
    /// (<see cref="AccuracyGuard"/>). A fifth of the clean images, about 500 at most, is held out for it. 100 judges nothing and trains on all. Default 3.
    /// </summary>
    [Option("chosen here; the papers have no bound", Min = 0, Max = AccuracyGuard.NoBound, Why = "points; 100 for no bound")]
    public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

    /// <summary>
    /// Go on where the network answers all clean images alike or reads them no better than guessing: then its weights, its Mean and Std or the labels are
    /// not what they are taken for, and nothing that is found or done means much. Default false: <see cref="Modules.NetworkException"/>.
    /// </summary>
    [Option(Origin.Ours)]
    public bool AnyAccuracy { get; init; }

    /// <inheritdoc/>
    private protected override string Text(string option, object? value) => (option, value) switch
    {
        (nameof(MaxAccuracyLoss), AccuracyGuard.NoBound) => "no bound",
        (nameof(MaxAccuracyLoss), _) => base.Text(option, value) + " points",
        _ => base.Text(option, value),
    };
}
