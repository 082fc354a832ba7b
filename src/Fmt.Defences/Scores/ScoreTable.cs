using System.Collections.Immutable;
using System.Linq;
using Fmt.Engine;

namespace Fmt.Scores;

/// <summary>The outcome of one test.</summary>
/// <param name="Name">The test's name.</param>
/// <param name="Places">The places it speaks about, convolutions first, residual sums after them, each in execution order. A place that it cannot judge is left out.</param>
/// <param name="Read">What it read, in words: images, statistics, weights, and how many.</param>
/// <param name="Oracle">Whether poisoned data or the trigger had a say, which no defender has.</param>
/// <param name="Passes">Images run forward and backward; a part of a pass counts as a whole one.</param>
/// <param name="Seconds">Wall seconds.</param>
public sealed record ScoreTable(string Name, ImmutableArray<PlaceScores> Places, string Read, bool Oracle, PassCount Passes, double Seconds)
{
    /// <summary>The name, marked where poisoned data had a say.</summary>
    public string Title => Oracle ? Name + " (Oracle)" : Name;

    /// <summary>Number of maps scored.</summary>
    public int Maps => Places.Sum(p => p.Values.Length);

    /// <summary>The scores of one place; null where the test cannot speak about it.</summary>
    public PlaceScores? At(string place) => Places.FirstOrDefault(p => p.Place == place);

    /// <summary>Only the places of the last resolution stage: those with the smallest maps that are larger than 1x1.</summary>
    public ScoreTable LastStage() => this with { Places = [.. Scores.LastStage.Only(Places, p => (p.Height, p.Width))] };
}
