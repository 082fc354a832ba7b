using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Fmt.Modules;
using Fmt.Tool.Inference;
using Fmt.Tool.Reading;
using Fmt.Tool.Writing;

namespace Fmt.Tool;

/// <summary>
/// Writes the declaration of a network from the names and shapes of its state_dict. What these do not tell is guessed and marked
/// <c>/* FILL: what */</c> (docs/from-pytorch.md).
/// </summary>
public static class Skeleton
{
    /// <summary>The C# of a declaration whose state_dict has these keys and shapes.</summary>
    /// <param name="keys">The state_dict in its own order.</param>
    /// <param name="options">Names.</param>
    /// <exception cref="DeclarationException">No declaration can be written; the message is one line.</exception>
    public static string Write(IReadOnlyList<StateEntry> keys, SkeletonOptions options)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem) throw new DeclarationException(problem);
        var root = Scope.Read(keys);
        var isLost = FileOrder.IsLost(keys);
        if (isLost) root = FileOrder.Guess(root);
        var draft = new Draft(root, options);
        var (file, check) = Checked(draft, keys, !isLost);
        // What the network itself does not read is not called. What does not stand is written anew without the guesses that broke it; then nothing is joined at all.
        if (draft.LeaveUncalled(check.Unread.Where(m => m.Class == options.Name))) (file, check) = Checked(draft, keys, !isLost);
        if (draft.MakePlain(check.AtFault)) (file, check) = Checked(draft, keys, !isLost);
        if (draft.MakeAllPlain(file.Classes.Select(c => c.Name), check.AtFault)) (file, check) = Checked(draft, keys, !isLost);
        if (draft.LeaveUncalled(check.Unread)) (file, check) = Checked(draft, keys, !isLost);
        return DeclarationWriter.Write(file with { Comment = [.. Comment(keys, options, isLost), .. check.Lines()] });
    }

    private static (FileText File, DeclarationCheck Check) Checked(Draft draft, IReadOnlyList<StateEntry> keys, bool isOrdered)
    {
        var file = draft.Write();
        return (file, new DeclarationCheck(file, keys, isOrdered));
    }

    private static IEnumerable<string> Comment(IReadOnlyList<StateEntry> keys, SkeletonOptions options, bool isLost)
    {
        var source = options.Source is null ? "" : " of " + string.Concat(options.Source.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        yield return string.Create(CultureInfo.InvariantCulture, $"Declared from the state_dict{source}: {keys.Count} tensors, {keys.Where(IsTrained).Select(Elements).Aggregate(BigInteger.Zero, (a, b) => a + b):N0} parameters.");
        yield return "It tells names and widths. What it does not tell is guessed here and marked FILL; compare each mark with the model's forward().";
        yield return "Batch norm's eps and momentum, ceil_mode and dilation leave no trace either; PyTorch's defaults stand here.";
        if (isLost) yield return "FILL: order: the file lists its tensors by name, so the members' order is a guess too.";
    }

    private static bool IsTrained(StateEntry key) => Layer.Leaf(key.Name) is not ("running_mean" or "running_var" or "num_batches_tracked");

    private static BigInteger Elements(StateEntry key) => key.Shape.Aggregate(BigInteger.One, (a, b) => a * b);
}
