using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// NWC, neuron weight change (Lin et al., "Unveiling and Mitigating Backdoor Vulnerabilities based on Unlearning Weight Changes", NeurIPS 2024): sum of the
/// absolute changes of a filter's weights under clean unlearning. Speaks about every convolution; scores of different layers are compared as they are.
/// </summary>
/// <param name="Copy">An unlearned copy that other scores share; it stays the caller's. Null to make one. Its cost counts in this score too.</param>
/// <param name="Plan">How to make one. Default: RNP's, not NWC's own (learning rate 1e-4 until 10 %), so that one copy serves both.</param>
public sealed record NwcScore(UnlearnedCopy? Copy = null, Unlearning? Plan = null) : IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => "NWC";

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        using var own = Copy is null ? UnlearnedCopy.Make(network, clean, context, Plan) : null;
        var copy = Copy ?? own!;
        var cost = new ScoreCost(context);
        var table = cost.Table(
            Name,
            Place.Of(network).Where(p => !p.IsSum).Select(p => PlaceScores.Of(p, Changes(network, copy.Network, p.Maps!.Site))),
            FormattableString.Invariant($"weights before and after unlearning {copy.Images.Count} clean images"));
        return table with { Passes = table.Passes + copy.Passes, Seconds = table.Seconds + copy.Seconds };
    }

    private static double[] Changes(NetworkModule network, NetworkModule unlearned, Site site)
    {
        using var scope = torch.NewDisposeScope();
        return ForwardPass.Doubles((Filters.Of(unlearned, site) - Filters.Of(network, site)).abs().sum([1, 2]));
    }
}
