using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Files;

namespace Fmt.Weights;

/// <summary>The state_dict in what a PyTorch file holds: the object itself, or an entry of it under a customary name.</summary>
internal sealed record StateDict(ImmutableArray<KeyValuePair<string, TorchView>> Tensors, ImmutableSortedDictionary<string, string> Metadata)
{
    private const string Parallel = "module.";                                  // nn.DataParallel's wrapper
    private static readonly string[] _customary = ["state_dict", "model_state_dict", "net", "model"];

    /// <exception cref="CheckpointException">There is none, or more than one.</exception>
    public static StateDict Find(object? root)
    {
        if (root is TorchView) throw Bad("the file holds one tensor without a name");
        if (root is not PickleDict dict) throw Bad($"the file holds {Describe(root)}");
        if (TensorsOf(dict) is { } own) return new StateDict(own, ImmutableSortedDictionary<string, string>.Empty);

        var nested = _customary
            .Select(name => (name, tensors: dict.TryGet(name, out var value) && value is PickleDict inner ? TensorsOf(inner) : null))
            .Where(n => n.tensors is not null).ToList();
        return nested switch
        {
            [var one] => new StateDict(one.tensors!.Value, Plain(dict)),
            [] => throw Bad($"no state_dict is in the file, neither itself nor under {string.Join(", ", _customary)}; it holds {Contents(dict)}"),
            _ => throw Bad($"more than one state_dict is in the file: {string.Join(", ", nested.Select(n => n.name))}"),
        };
    }

    /// <summary>The tensors with their elements.</summary>
    /// <param name="storage">The bytes of a view's root storage.</param>
    /// <param name="budget">What the file may take.</param>
    /// <exception cref="CheckpointException">A storage is missing or wrong, or the views take more than the file may.</exception>
    public Checkpoint ToCheckpoint(Func<TorchStorage, ReadOnlyMemory<byte>> storage, ReadingBudget budget)
    {
        var tensors = new List<CheckpointTensor>(Tensors.Length);
        foreach ((var name, var view) in Tensors)
        {
            if (!budget.Takes(4 * ReadingBudget.Object)) throw budget.Spent("its tensors", name, "Save the state_dict alone");
            tensors.Add(new CheckpointTensor(name, view.Type, view.Shape, view.Elements(name, storage(view.Storage), budget)));
        }
        return new Checkpoint(tensors, Metadata);
    }

    private static ImmutableArray<KeyValuePair<string, TorchView>>? TensorsOf(PickleDict dict)
    {
        if (dict.Items.Count == 0 || !dict.Items.All(i => i is { Key: string, Value: TorchView })) return null;
        var wrapped = dict.Items.All(i => ((string)i.Key!).StartsWith(Parallel, StringComparison.Ordinal));
        return [.. dict.Items.Select(i => KeyValuePair.Create(wrapped ? ((string)i.Key!)[Parallel.Length..] : (string)i.Key!, (TorchView)i.Value!))];
    }

    /// <summary>The plain values beside the state_dict, such as the epoch.</summary>
    private static ImmutableSortedDictionary<string, string> Plain(PickleDict dict)
    {
        var plain = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((var key, var value) in dict.Items)
        {
            if (key is string name && value is string or long or double or bool) plain[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }
        return plain.ToImmutable();
    }

    private static string Contents(PickleDict dict)
    {
        if (dict.Items.Count == 0) return "an empty dict";
        return NameList.Of([.. dict.Items.Take(NameList.Most).Select(i => $"{NameList.Short(i.Key?.ToString() ?? "None")} ({Describe(i.Value)})")], dict.Items.Count);
    }

    private static string Describe(object? value) => value switch
    {
        null => "None",
        TorchView view => "a tensor " + ElementTypes.Text(view.Shape),
        PickleDict dict => dict.Items.All(i => i.Value is TorchView) ? "a dict of tensors" : "a dict with other things than tensors",
        PickleList or PickleTuple => "a list",
        string => "a text",
        long or double or bool => "a number",
        _ => "something else",
    };

    private static CheckpointException Bad(string problem) => new(problem, null, "Save it with torch.save(model.state_dict(), path)");
}
