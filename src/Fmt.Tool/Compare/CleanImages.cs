using System;
using System.Threading;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Modules;

namespace Fmt.Tool.Compare;

/// <summary>Which of a case's clean images a method gets, and with which labels. The re-activation test has all of them, with their own.</summary>
/// <param name="Count">How many, as equal per class as can be; null for the case's share.</param>
/// <param name="Unlabelled">Whether the network's own answers take the place of the labels.</param>
internal sealed record CleanImages(int? Count, bool Unlabelled)
{
    /// <summary>The images for one run.</summary>
    public ImageSet Of(ImageSet all, NetworkModule network, int seed, CancellationToken cancellation)
    {
        var some = Count is { } count && count < all.Count ? all.Balanced(count, seed) : all;
        return Unlabelled ? some.LabelledBy(network, cancellation) : some;
    }

    /// <summary>For the key of a run.</summary>
    public override string ToString() => FormattableString.Invariant($"{(Count is { } count ? count : "all")} {(Unlabelled ? "unlabelled" : "labelled")}");
}
