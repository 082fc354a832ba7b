using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Engine;

namespace Fmt.Signs;

/// <summary>
/// How much of the images of other classes one perturbation of a kind leads to each class: several starts per class, of which the best goes on, and of many classes the most
/// promising ones longest.
/// </summary>
/// <param name="Starts">Starts per class.</param>
/// <param name="FirstSteps">Steps of every start.</param>
/// <param name="Steps">Steps of those that go on.</param>
/// <param name="Finalists">Classes that go on.</param>
internal sealed record UniversalClassSearch(int Starts, int FirstSteps, int Steps, int Finalists)
{
    /// <returns>Percent per class, and the perturbation that leads to the class reached most, the caller's.</returns>
    public (double[] Reached, UniversalPerturbation Found) Run(Looking looking, Func<UniversalPerturbation> make)
    {
        var network = looking.Network;
        var steering = new ClassSteering(network, looking.Pass, looking.Clean, looking.Stream("ascent"), looking.Context);
        var reached = new double[network.ClassCount];
        var best = new Dictionary<int, UniversalPerturbation>();
        try
        {
            for (var target = 0; target < network.ClassCount; target++)
            {
                for (var start = 0; start < Starts; start++)
                {
                    var one = make();
                    one.Restart(looking.Pass.Generator!);
                    steering.Ascend(one, target, FirstSteps);
                    var share = steering.Reached(one, target);
                    if (best.TryGetValue(target, out var other) && reached[target] >= share) one.Dispose();
                    else (best[target], reached[target]) = (one, share);
                    if (other is not null && best[target] != other) other.Dispose();
                }

                looking.Context.Progress?.Invoke("looking for a sign", target + 1, network.ClassCount);
            }

            foreach (var target in Enumerable.Range(0, network.ClassCount).OrderByDescending(c => reached[c]).Take(Finalists).ToArray())
            {
                steering.Ascend(best[target], target, Steps);
                reached[target] = Math.Max(reached[target], steering.Reached(best[target], target));
            }

            var leading = Array.IndexOf(reached, reached.Max());
            best.Remove(leading, out var found);
            return (reached, found!);
        }
        finally
        {
            foreach (var one in best.Values) one.Dispose();
        }
    }
}
