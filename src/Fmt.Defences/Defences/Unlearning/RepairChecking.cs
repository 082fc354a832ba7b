using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Signs;

namespace Fmt.Defences;

/// <summary>Looks, with perturbations that start from noise, whether the class that was unlearnt still stands out.</summary>
internal sealed class RepairChecking(NetworkModule network, Pass pass, ImageSet clean, RandomSource random, RunContext context)
{
    private const int Ascents = 30;

    /// <summary>A search from one start may fail where another does not.</summary>
    private const int Starts = 2;

    /// <summary>Other classes that are sought beside it.</summary>
    private const int Controls = 4;

    private readonly ClassSteering _steering = new(network, pass, clean, random, context);

    /// <param name="searches">Makes one perturbation of a kind that is tried, and towards which class: one that was unlearnt.</param>
    /// <returns>Where a class stands out most, and per search the perturbation that led most images to the class, the caller's.</returns>
    public (RepairCheck Check, IReadOnlyList<UniversalPerturbation> Found) Run(IReadOnlyList<(int Class, Func<UniversalPerturbation> Make)> searches)
    {
        var order = random.Permutation(network.ClassCount);
        var (checks, found) = (new List<RepairCheck>(), new List<UniversalPerturbation>());
        try
        {
            foreach (var (target, make) in searches)
            {
                var best = Best(make, target);
                found.Add(best.Perturbation);
                checks.Add(new RepairCheck(target, best.Perturbation.Kind, best.Reached, Median.Of(order.Where(c => c != target).Take(Controls).Select(c => Once(make, c)).DefaultIfEmpty())));
                context.Progress?.Invoke("looking for what is left", checks.Count, searches.Count);
            }

            return (checks.MaxBy(c => c.Excess)!, found);
        }
        catch
        {
            foreach (var one in found) one.Dispose();
            throw;
        }
    }

    private double Once(Func<UniversalPerturbation> kind, int target)
    {
        var (perturbation, reached) = Best(kind, target, 1);
        perturbation.Dispose();
        return reached;
    }

    private (UniversalPerturbation Perturbation, double Reached) Best(Func<UniversalPerturbation> kind, int target, int starts = Starts)
    {
        (UniversalPerturbation Perturbation, double Reached)? best = null;
        for (var start = 0; start < starts; start++)
        {
            var one = kind();
            one.Restart(pass.Generator!);
            _steering.Ascend(one, target, Ascents);
            var reached = _steering.Reached(one, target);
            if (best is { } other && other.Reached >= reached)
            {
                one.Dispose();
                continue;
            }

            best?.Perturbation.Dispose();
            best = (one, reached);
        }

        return best!.Value;
    }
}
