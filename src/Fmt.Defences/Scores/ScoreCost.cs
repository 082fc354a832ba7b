using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>What one test costs while it runs; its passes count in the context's too.</summary>
internal sealed class ScoreCost(RunContext context)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PassCounter _passes = new();

    public RunContext Context => context;

    public PassCount Passes => _passes.Count;

    public double Seconds => _clock.Elapsed.TotalSeconds;

    public void Forward(long images)
    {
        _passes.Forward(images);
        context.Passes.Forward(images);
    }

    public void Both(long images)
    {
        _passes.Both(images);
        context.Passes.Both(images);
    }

    /// <summary>The finished table. Places may be made as they are asked for: what that costs is counted.</summary>
    /// <exception cref="NetworkException">A score is not a number: no threshold is below NaN, so its map would pass for innocent.</exception>
    public ScoreTable Table(string name, IEnumerable<PlaceScores> places, string read, bool oracle = false)
    {
        ImmutableArray<PlaceScores> made = [.. places];
        if (made.FirstOrDefault(p => !p.Values.All(double.IsFinite)) is { } wrong)
            throw new NetworkException(FormattableString.Invariant($"{name} gives {wrong.Values.First(v => !double.IsFinite(v))} for a map of {wrong.Place}; that is no score. Are the network's weights and variances sound?"));
        return new ScoreTable(name, made, read, oracle, Passes, Seconds);
    }
}
