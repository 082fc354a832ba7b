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
        var reader = new PartReader();
        var network = reader.ReadNetwork(root);
        var file = new FileText([.. Comment(keys, options, isLost)], options.Namespace, [.. Build(reader, network, options)]);
        return DeclarationWriter.Write(file with { Comment = [.. file.Comment, .. DeclarationCheck.Problems(file)] });
    }

    private static IEnumerable<ClassText> Build(PartReader reader, Instance network, SkeletonOptions options)
    {
        var layers = Layers(network).Where(l => l.Kind != LayerForm.Other).ToList();
        if (layers.Count == 0) throw new DeclarationException("no key belongs to a convolution, batch norm or Linear, so there is nothing to declare");
        // Keys end with the classifier; a Linear that is not last would be part of a block.
        var ends = new Ends(layers.FirstOrDefault(l => l.Kind == LayerForm.Conv2d)?.Path ?? "", layers[^1].Kind == LayerForm.Linear ? layers[^1].Path : "");
        var names = new HashSet<string>(StringComparer.Ordinal) { options.Name };
        var wanted = Wanted.Of(network);
        var blocks = new List<ClassText>();
        foreach (var type in reader.Classes)
        {
            var (text, facts) = ClassBuilder.Block(BlockName(options.Name, type.Instances[0].Path, names), type, ends, wanted);
            type.Facts = facts;
            blocks.Add(text);
        }

        blocks.Reverse();
        return blocks.Prepend(ClassBuilder.Network(options.Name, network.Class, ends, options.Input));
    }

    private static IEnumerable<Layer> Layers(Instance instance) => instance.Parts.SelectMany(p => p.Layers.Concat(p.Blocks.SelectMany(Layers)));

    private static string BlockName(string network, string path, HashSet<string> names)
    {
        var scope = path.Split('.').LastOrDefault(s => !s.All(char.IsAsciiDigit)) ?? "Block";
        var name = network + Identifiers.Pascal(scope).TrimEnd("0123456789".ToCharArray());
        if (!name.EndsWith("Block", StringComparison.Ordinal)) name += "Block";
        var free = name;
        for (var i = 2; !names.Add(free); i++) free = name + i.ToString(CultureInfo.InvariantCulture);
        return free;
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
