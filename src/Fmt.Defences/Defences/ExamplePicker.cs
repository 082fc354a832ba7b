using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Picks a few test images for the report: one per class, those that the attack would change.</summary>
internal static class ExamplePicker
{
    private const int Count = 6;

    public static ImmutableArray<ExampleImage> Pick(NetworkModule before, NetworkModule after, Evaluation evaluation, torch.Device device, CancellationToken cancellation)
    {
        var (test, trigger) = (evaluation.Test, evaluation.HasAttack ? evaluation.Trigger : null);
        var indices = FirstOfEachClass(evaluation).ToArray();
        int[] Predict(NetworkModule network, bool stamped) => Measurement.Predict(network, test, indices, stamped ? trigger : null, device, cancellation: cancellation);
        string Name(int label) => label >= 0 && label < test.Classes ? test.ClassNames[label] : "none";
        var (cleanBefore, cleanAfter) = (Predict(before, false), Predict(after, false));
        var (badBefore, badAfter) = trigger is null ? (null, null) : (Predict(before, true), Predict(after, true));
        return
        [
            .. indices.Select((index, i) =>
            {
                var pixels = test.Pixels(index).ToArray();
                var stamped = pixels.ToArray();
                trigger?.Stamp(stamped, test.OriginalIndices[index]);
                return new ExampleImage(
                    test.Channels, test.Height, test.Width, [.. pixels], trigger is null ? [] : [.. stamped], Name(test.Labels[index]),
                    Name(cleanBefore[i]), Name(cleanAfter[i]), badBefore is null ? null : Name(badBefore[i]), badAfter is null ? null : Name(badAfter[i]));
            }),
        ];
    }

    private static IEnumerable<int> FirstOfEachClass(Evaluation evaluation)
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < evaluation.Test.Count && seen.Count < Count; i++)
        {
            var label = evaluation.Test.Labels[i];
            if ((evaluation.Goal?.Changes(label, evaluation.Test.Classes) ?? true) && seen.Add(label)) yield return i;
        }
    }
}
