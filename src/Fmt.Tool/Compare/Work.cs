using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Tool.Compare;

/// <summary>The runs themselves. Each works on a network of its own.</summary>
internal static class Work
{
    /// <summary>ASR, in percent, from which a backdoor is there and needs no re-activation.</summary>
    private const double StillActive = 20;

    /// <summary>The re-activation test.</summary>
    public static ReActivation ReActivationTest { get; } = new() { Precision = FastestPrecision.OfProcessor };

    public static MethodResult Defend(ComparedCase compared, string method, int seed, RunKeys how, CancellationToken cancellation)
    {
        using var before = compared.Open();
        using var network = compared.Open();
        var clean = compared.Clean(seed);
        var asItCame = Measurement.Run(before, compared.Evaluation, cancellation: cancellation);
        var context = new RunContext(seed, Cancellation: cancellation);
        var clock = Stopwatch.StartNew();
        var trace = Methods.Make(method).Apply(network, how.Clean.Of(clean, before, seed, cancellation), context, new GuardOptions { MaxAccuracyLoss = how.MaxAccuracyLoss, AnyAccuracy = true });
        var seconds = clock.Elapsed.TotalSeconds;
        var passes = context.Passes.Count;
        var after = Measurement.Run(network, compared.Evaluation, cancellation: cancellation);

        var measuring = new RunContext(seed, Cancellation: cancellation);
        Rates? again = null;
        if (how.ReActivate && after.Asr < StillActive && after != asItCame)
            again = ReActivate(network, clean, compared, measuring);
        MapResponse? response = null;
        if (compared.Evaluation.HasAttack)
        {
            var tac = new TacScore(compared.Evaluation);
            response = MapResponses.Of(tac.Score(before, clean, measuring), tac.Score(network, clean, measuring));
        }

        return new MethodResult(asItCame, after, again, seconds, passes.Forward, passes.Backward, response, trace.Notes, trace.Guard is { HandedBack: true })
        {
            State = trace.Findings?.State,
            Signs = trace.Findings?.Statistics ?? ImmutableSortedDictionary<string, double>.Empty,
        };
    }

    /// <summary>What networks that do not know the trigger score on the stamped images.</summary>
    public static InnocentResult Innocent(ComparedCase compared, IEnumerable<ComparedCase> all, CancellationToken cancellation)
    {
        var rows = ImmutableArray.CreateBuilder<InnocentRates>();
        foreach (var other in all.Where(compared.IsInnocent))
        {
            using var network = other.Open();
            // A network whose own backdoor fires at this trigger, one white square for another, is not innocent of it.
            if (other.Evaluation.HasAttack && Measurement.Run(network, compared.Evaluation with { Goal = other.Evaluation.Goal }, cancellation: cancellation).Asr >= StillActive
                && !compared.Evaluation.Goal!.Equals(other.Evaluation.Goal)) continue;
            rows.Add(new InnocentRates(other.Name, Measurement.Run(network, compared.Evaluation, cancellation: cancellation)));
        }

        return new InnocentResult(rows.ToImmutable());
    }

    /// <summary>The same networks after the re-activation test: what five triggered images teach them.</summary>
    public static InnocentResult InnocentReActivated(ComparedCase compared, IEnumerable<ComparedCase> innocent, int seed, CancellationToken cancellation)
    {
        var clean = compared.Clean(seed);
        return new InnocentResult([.. innocent.Select(other =>
        {
            using var network = other.Open();
            return new InnocentRates(other.Name, ReActivate(network, clean, compared, new RunContext(seed, Cancellation: cancellation)));
        })]);
    }

    private static Rates ReActivate(NetworkModule network, ImageSet clean, ComparedCase compared, RunContext context) =>
        ReActivationTest.Run(network, clean, compared.Evaluation, context);

    /// <summary>Every score beside TAC.</summary>
    public static ScoresResult Score(ComparedCase compared, int seed, CancellationToken cancellation)
    {
        const double Share = 0.1;
        using var network = compared.Open();
        var clean = compared.Clean(seed);
        var context = new RunContext(seed, Cancellation: cancellation);
        var tac = new TacScore(compared.Evaluation).Score(network, clean, context);
        using var unlearned = UnlearnedCopy.Make(network, clean, context);
        ScoreTable[] Tables(params IFeatureMapScore[] scores) => [.. scores.Select(s => s.Score(network, clean, context)).Where(t => !t.Places.IsEmpty)];
        var quick = Tables(new ShiftScore(), new ReplayScore(), new ClpScore(), new FinePruningScore(), new RnpScore(unlearned), new NwcScore(unlearned));
        // FMT's own test takes minutes; the average is of those that take seconds.
        var slow = Tables(new FmtScore { Images = 64 }, new FmtScore { Measure = FmtMeasure.Margin, Images = 64 }, new FmtScore { Measure = FmtMeasure.Margin, Eps = 4.0 / 255, Images = 64 });
        ScoreTable[] average = quick.Length > 1 ? [RankAverage.Of(quick)] : [];
        return new ScoresResult(Share, [.. quick.Concat(slow).Concat(average).Select(t => Row(t, tac, Share))]);
    }

    private static ScoreRow Row(ScoreTable table, ScoreTable tac, double share)
    {
        var everywhere = Coverage.Of(table, tac, share).Places;
        var last = tac.LastStage().Places.Select(p => p.Place).ToHashSet();
        var deep = everywhere.Where(p => last.Contains(p.Place)).ToArray();
        double Mean(IEnumerable<PlaceCoverage> places, Func<PlaceCoverage, double> value) => places.Select(value).DefaultIfEmpty(double.NaN).Average();
        return new ScoreRow(
            table.Title, Finite(100 * Mean(deep, p => p.Share)), Finite(100 * Mean(everywhere, p => p.Share)), Finite(Mean(deep, p => p.Correlation)), table.Seconds, table.Passes.Forward, table.Passes.Backward);
    }

    /// <summary>JSON has no word for what is not a number.</summary>
    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
