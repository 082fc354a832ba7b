using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;

namespace Fmt.Defences;

/// <summary>What a reader of an FMT report must know to judge its figures.</summary>
internal static class FmtNotes
{
    public static ImmutableArray<string> Of(ImmutableArray<SiteScores> scores, FmtOptions options, ImageSet clean)
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
        notes.Add("On published networks the paper's settings have not removed a backdoor (docs/results.md); compare with the controls.");
        if (options.Evaluation is null)
            notes.Add($"No test images were given: accuracy was measured on the {clean.Count} clean images that the network was fine-tuned on, and says little about others.");
        else if (!options.Evaluation.HasAttack)
            notes.Add("No trigger is known: nothing was measured about a backdoor.");
        return notes.ToImmutable();
    }

    private static string Layers(int count, string kind = "") => count == 1 ? $"1 {kind}layer" : $"{count} {kind}layers";

    /// <summary>A map that was kept has the score of one that was pruned.</summary>
    private static bool TiesAtCut(SiteScores s)
    {
        var worstPruned = s.Pruned.Min(c => s.Mispredicted[c]);
        return Enumerable.Range(0, s.Channels).Any(c => !s.Pruned.Contains(c) && s.Mispredicted[c] == worstPruned);
    }
}
