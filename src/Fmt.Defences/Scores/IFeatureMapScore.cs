using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>A test of feature maps: one number per map, higher is more suspect. The network is left as it was, its mode included.</summary>
public interface IFeatureMapScore
{
    /// <summary>The test's name in the papers, for instance <c>CLP</c>.</summary>
    string Name { get; }

    /// <summary>Scores the maps of every place that the test can speak about.</summary>
    /// <param name="network">A generated network; unchanged afterwards.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation; what the test cost is added to its passes.</param>
    ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context);
}

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

/// <summary>The scores of one place.</summary>
/// <param name="Place">A convolution by its name in the state_dict, or a residual sum by the name of the batch norm that reads it.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="Values">One score per channel, higher is more suspect.</param>
public sealed record PlaceScores(string Place, int Height, int Width, ImmutableArray<double> Values)
{
    internal static PlaceScores Of(Place place, ReadOnlySpan<double> values) => new(place.Name, place.Height, place.Width, [.. values]);
}
