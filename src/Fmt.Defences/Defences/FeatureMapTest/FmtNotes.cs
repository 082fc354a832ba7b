using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Defences;

/// <summary>What a reader of an FMT report must know to judge its figures.</summary>
internal static class FmtNotes
{
    /// <param name="scores">What was scored, with each layer's own list as its pruned maps.</param>
    /// <param name="plan">Which layer lost what.</param>
    /// <param name="options">The options.</param>
    public static ImmutableArray<string> Of(ImmutableArray<SiteScores> scores, ImmutableArray<PrunedLayer> plan, FeatureMapTesting options)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var (maps, pruned) = (scores.Sum(s => s.Channels), scores.Sum(s => s.Pruned.Length));
        notes.Add($"{maps} feature maps at {scores.Length} sites were tested; {pruned} were pruned.");
        var cut = scores.Where(s => s.Pruned.Length > 0).ToArray();
        var tied = cut.Where(s => s.AllTied).ToArray();
        if (tied.Length > 0)
            notes.Add($"In {tied.Length} of the {Layers(cut.Length, "pruned ")} every map has the same score: the ranking is all ties, and the maps pruned there are simply the lowest channels ({string.Join(", ", tied.Select(s => s.Layer))}).");
        var tiedAtCut = cut.Count(s => !s.AllTied && TiesAtCut(s));
        if (tiedAtCut > 0) notes.Add($"In {Layers(tiedAtCut)}{(tied.Length > 0 ? " more" : "")} maps tie at the cut; of equals the lower channel was pruned.");
        var narrow = scores.Where(s => s.Pruned.Length == 0).ToArray();
        if (narrow.Length > 0)
            notes.Add($"{Layers(narrow.Length)} {(narrow.Length == 1 ? "has" : "have")} fewer than {options.PruningDivisor} maps and {(narrow.Length == 1 ? "loses" : "lose")} none by the rule floor(C/{options.PruningDivisor}).");
        if (options.PositionalLists) notes.Add(Pairing(scores, plan));
        if (plan.Any(p => p.Site is null) && options.BatchNorms == BatchNormRule.LastConvolution)
            notes.Add($"{plan.Where(p => p.Site is null).Sum(p => p.Channels.Length)} scales of {plan.Count(p => p.Site is null)} batch norms were zeroed by the list of the convolution registered before them, whether or not they read it; their shifts were kept.");
        if (!options.HoldMasks) notes.Add("Nothing was held: pruned maps were trained like all others, and may have grown back.");
        if (options.TestPass is not null) notes.Add("The network saw the test images between epochs, in training mode: the rates after fine-tuning are not those of a defence.");
        notes.Add("On published networks the paper's settings have not removed a backdoor (docs/results.md); compare with the controls.");
        return notes.ToImmutable();
    }

    /// <summary>How many maps were pruned by another layer's scores, and which layers these are.</summary>
    private static string Pairing(ImmutableArray<SiteScores> scores, ImmutableArray<PrunedLayer> plan)
    {
        var foreign = plan.Where(p => p.Site is { } site && site.Index != p.List).ToArray();
        return foreign.Length == 0
            ? "Lists were given to convolutions by position, which here is each its own."
            : $"Lists were given to convolutions by position: {foreign.Sum(p => p.Channels.Length)} maps were pruned by the scores of another layer ({string.Join(", ", foreign.Select(p => $"{p.Layer} by {scores[p.List].Layer}'s"))}).";
    }

    private static string Layers(int count, string kind = "") => count == 1 ? $"1 {kind}layer" : $"{count} {kind}layers";

    /// <summary>A map that was kept has the score of one that was pruned.</summary>
    private static bool TiesAtCut(SiteScores s)
    {
        var worstPruned = s.Pruned.Min(c => s.Mispredicted[c]);
        return Enumerable.Range(0, s.Channels).Any(c => !s.Pruned.Contains(c) && s.Mispredicted[c] == worstPruned);
    }
}
