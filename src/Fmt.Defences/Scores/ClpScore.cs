using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// CLP (Zheng et al., "Data-free Backdoor Removal based on Channel Lipschitzness", ECCV 2022): how much a map can amplify its input,
/// |scale| / sqrt(running variance + eps) * largest singular value of the filter as a matrix [inputs, positions]. Pairs of convolution and batch norm
/// are the graph's; a batch norm of a sum has no filter and is left out, and so is a convolution whose maps no batch norm reads.
/// In a network without batch norm the singular value alone is taken (not in the paper). No image is read.
/// </summary>
public sealed record ClpScore : IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => "CLP";

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        var cost = new ScoreCost(context);
        var plain = network.AllNorms.Count == 0;
        return cost.Table(Name, Places(network, plain, context), plain ? "weights only, no batch norm to pair them with" : "weights and running variances only");
    }

    private static IEnumerable<PlaceScores> Places(NetworkModule network, bool plain, RunContext context)
    {
        foreach (var place in Place.Of(network).Where(p => !p.IsSum && (plain || p.Norm is not null)))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var values = Largest(network, place.Maps!.Site);
            if (place.Norm is { } norm) Scale(values, norm);
            yield return PlaceScores.Of(place, values);
        }
    }

    /// <summary>Largest singular value per filter: root of the largest eigenvalue of the smaller Gram matrix, far cheaper than singular values of [I, k].</summary>
    private static double[] Largest(NetworkModule network, Site site)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var rows = Filters.Of(network, site);
        var turned = rows.transpose(1, 2);
        var gram = rows.shape[1] < rows.shape[2] ? rows.matmul(turned) : turned.matmul(rows);
        return ForwardPass.Doubles(torch.linalg.eigvalsh(gram).amax(1).clamp_min(0).sqrt());
    }

    private static void Scale(double[] values, NormMaps norm)
    {
        var variance = ForwardPass.Doubles(norm.Layer.running_var!);
        var scale = norm.Layer.weight is { } weight ? ForwardPass.Doubles(weight) : null;
        for (var c = 0; c < values.Length; c++) values[c] *= Math.Abs(scale?[c] ?? 1) / Math.Sqrt(variance[c] + norm.Layer.eps);
    }
}
