using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;

namespace Fmt.Tool.Reading;

/// <summary>A module of the state_dict: the tensors that are its own and the modules inside it, in the file's order.</summary>
/// <param name="Name">Its name in the module around it; empty for the root.</param>
/// <param name="Path">Its dotted name.</param>
internal sealed record Scope(string Name, string Path, ImmutableArray<StateEntry> Tensors, ImmutableArray<Scope> Children)
{
    // No published network comes near; recursion and the text stay bounded for made-up files.
    private const int MostTensors = 50_000;
    private const int Deepest = 40;

    public bool IsLeaf => Children.IsEmpty;

    /// <summary>The number a module of an <c>nn.Sequential</c> or <c>nn.ModuleList</c> has; -1 for a named one.</summary>
    public int Number => int.TryParse(Name, System.Globalization.NumberStyles.None, null, out var n) && n.ToString(System.Globalization.CultureInfo.InvariantCulture) == Name ? n : -1;

    /// <summary>Splits keys at their dots.</summary>
    /// <exception cref="DeclarationException">There are none, or no PyTorch module can have such names.</exception>
    public static Scope Read(IReadOnlyCollection<StateEntry> keys)
    {
        if (keys.Count == 0) throw new DeclarationException("the checkpoint holds no tensors, so there is nothing to declare");
        if (keys.Count > MostTensors) throw new DeclarationException($"the checkpoint holds {keys.Count} tensors; {MostTensors} is the most that is declared");
        var root = new Builder("", "");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            Check(key.Name, seen);
            var scope = root;
            var steps = key.Name.Split('.');
            foreach (var step in steps[..^1]) scope = scope.Enter(step);
            scope.Tensors.Add(key);
        }

        return root.Build();
    }

    /// <summary>Names of all tensors as PyTorch lists them: a module's own, then those of the modules in it.</summary>
    public IEnumerable<string> Keys() => Tensors.Select(t => t.Name).Concat(Children.SelectMany(c => c.Keys()));

    private static void Check(string key, HashSet<string> seen)
    {
        if (!seen.Add(key)) throw new DeclarationException($"two tensors are named {Shown(key)}");
        if (key.Any(char.IsControl)) throw new DeclarationException($"the key {Shown(key)} has control characters; rename it in PyTorch first");
        var steps = key.Split('.');
        if (steps.Any(s => s.Length == 0)) throw new DeclarationException($"the key {Shown(key)} has an empty part between dots, which no PyTorch module has; rename it in PyTorch first");
        if (steps.Length > Deepest) throw new DeclarationException($"the key {Shown(key)} is {steps.Length} modules deep; {Deepest} is the most that is declared");
    }

    /// <summary>A key for a message: short, and harmless to a terminal.</summary>
    private static string Shown(string key)
    {
        var shown = string.Concat(key.Select(c => char.IsControl(c) ? '?' : c));
        return "'" + (shown.Length > 80 ? shown[..77] + "..." : shown) + "'";
    }

    private sealed class Builder(string name, string path)
    {
        private readonly List<Builder> _children = [];
        private readonly Dictionary<string, Builder> _byName = new(StringComparer.Ordinal);

        public List<StateEntry> Tensors { get; } = [];

        public Builder Enter(string step)
        {
            if (_byName.TryGetValue(step, out var child)) return child;
            child = new Builder(step, path.Length == 0 ? step : path + "." + step);
            _children.Add(child);
            return _byName[step] = child;
        }

        public Scope Build() => new(name, path, [.. Tensors], [.. _children.Select(c => c.Build())]);
    }
}
