using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Fmt.Tool.Compare;

/// <summary>What a comparison has to run.</summary>
/// <param name="store">Where results go.</param>
/// <param name="keys">The keys of runs.</param>
/// <param name="all">All cases of the folder.</param>
/// <param name="cancellation">Stops them.</param>
internal sealed class Jobs(RunStore store, RunKeys keys, ComparedCase[] all, CancellationToken cancellation)
{
    /// <summary>Rounds in their order: what a round needs is done in those before it.</summary>
    public Round[] Of(ComparedCase[] cases, string[] methods, int[] seeds, bool scores)
    {
        var attacked = cases.Where(c => c.Evaluation.HasAttack).ToArray();
        var runs = (from seed in seeds from method in methods from c in cases select (Method: method, Case: c, Seed: seed)).ToLookup(r => Methods.UsesAllCores(r.Method), r => Defend(r.Case, r.Method, r.Seed));
        return
        [
            new([.. attacked.Select(c => Make(keys.Innocent(c), () => Work.Innocent(c, all, cancellation)))]),
            new([.. runs[false]]),
            new([.. runs[true]], Alone: true),
            new(!keys.ReActivate ? [] : [.. from c in attacked from s in seeds select Make(keys.InnocentReActivated(c, s), () => Work.InnocentReActivated(c, Innocent(c), s, cancellation))]),
            new(!scores ? [] : [.. attacked.Select(c => Make(keys.Scores(c), () => Work.Score(c, 0, cancellation)))], Alone: true),
        ];
    }

    private Job Make<T>(WorkItem item, Func<T> work) => new(item, () => store.Finish(item, work()));

    private Job Defend(ComparedCase c, string method, int seed) => Make(keys.Method(c, method, seed), () => Work.Defend(c, method, seed, keys, cancellation));

    private IEnumerable<ComparedCase> Innocent(ComparedCase c) => store.Find<InnocentResult>(keys.Innocent(c))!.Networks.Select(n => all.Single(o => o.Name == n.Name));
}
