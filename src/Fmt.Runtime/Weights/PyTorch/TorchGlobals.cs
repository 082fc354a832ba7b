using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using Fmt.Files;

namespace Fmt.Weights;

/// <summary>The whole list of names that are allowed, and what is made of them. There is no way around it.</summary>
internal static class TorchGlobals
{
    private static readonly FrozenDictionary<string, TorchGlobal> _allowed = All().ToFrozenDictionary(g => g.Name, StringComparer.Ordinal);

    /// <exception cref="CheckpointException">The name is not on the list.</exception>
    public static TorchGlobal Find(string module, string name, PickleBytes input)
    {
        var full = module + "." + name;
        return _allowed.TryGetValue(full, out var found) ? found : throw Refused(full, input);
    }

    public static CheckpointException Refused(string what, PickleBytes input) => input.Bad(
        $"it asks for {NameList.Short(what)}, which is refused: of a pickle only tensors in plain containers are read, because anything else could run code",
        "In PyTorch load it with what it needs and save torch.save(model.state_dict(), path), if you trust its origin");

    private static IEnumerable<TorchGlobal> All()
    {
        yield return new("collections.OrderedDict", OrderedDict);
        yield return new("torch._utils._rebuild_tensor", (a, input) => TorchView.Rebuild(a, 4, input));
        yield return new("torch._utils._rebuild_tensor_v2", (a, input) => TorchView.Rebuild(a, 6, input));
        yield return new("torch._utils._rebuild_parameter", Parameter);
        yield return new("torch.Size", (a, input) => a is [PickleTuple sizes] ? sizes : throw input.Bad("torch.Size is given no tuple"));
        yield return new("torch.device", (a, input) => a is [string name, ..] ? name : throw input.Bad("torch.device is given no name"));
        foreach (var storage in (string[])["Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool"])
        {
            yield return new($"torch.{storage}Storage");
            yield return new($"torch.cuda.{storage}Storage");
        }
        foreach (var type in (string[])["float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool"])
            yield return new("torch." + type);
    }

    /// <summary>Called with nothing (Python 3) or with a list of pairs (Python 2).</summary>
    private static object OrderedDict(object?[] arguments, PickleBytes input)
    {
        var dict = new PickleDict();
        if (arguments is []) return dict;
        if (arguments is not [PickleList pairs]) throw input.Bad("OrderedDict is given something else than pairs");
        foreach (var pair in pairs.Items)
        {
            var two = pair is PickleTuple t ? t.Items : pair is PickleList l ? l.Items : [];
            if (two.Count != 2) throw input.Bad("OrderedDict is given something else than pairs");
            dict.Set(two[0], two[1], input);
        }
        return dict;
    }

    private static object Parameter(object?[] arguments, PickleBytes input) =>
        arguments is [TorchView view, ..] ? view : throw input.Bad("a parameter is made of something else than a tensor");
}
