using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Tool.Reading;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

/// <summary>A declaration of scopes, written as often as guesses are taken back.</summary>
internal sealed class Draft
{
    private readonly SkeletonOptions _options;
    private readonly Instance _network;
    private readonly IReadOnlyList<BlockClass> _classes;
    private readonly Surroundings _around;
    private readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);
    private readonly HashSet<(string Class, string Member)> _uncalled = [];

    /// <summary>Reads what there is to declare.</summary>
    /// <exception cref="DeclarationException">Nothing is.</exception>
    public Draft(Scope root, SkeletonOptions options)
    {
        var reader = new PartReader();
        (_options, _network, _classes) = (options, reader.ReadNetwork(root), reader.Classes);
        var layers = Layers(_network).Where(l => l.Kind is LayerForm.Conv2d or LayerForm.BatchNorm2d or LayerForm.Linear).ToList();
        if (layers.Count == 0) throw new DeclarationException("no key belongs to a convolution, batch norm or Linear, so there is nothing to declare");
        // Keys end with the classifier; a Linear that is not last would be part of a block.
        var stem = layers.FirstOrDefault(l => l.Kind == LayerForm.Conv2d)?.Path ?? "";
        var ends = layers[^1] is { Kind: LayerForm.Linear } head ? new Ends(stem, head.Path, head.Out) : new Ends(stem, "", 0);
        _around = Surroundings.Of(_network, ends, _classes);
    }

    /// <summary>The network's class, and those of its blocks, the outermost first.</summary>
    public FileText Write()
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { _options.Name };
        var blocks = new List<ClassText>();
        foreach (var type in _classes)
        {
            var name = BlockName(type.Instances[0].Path, names);
            var (text, facts) = ClassBuilder.Block(name, type, _around, _plain.GetValueOrDefault(name));
            type.Facts = facts;
            blocks.Add(text);
        }

        blocks.Reverse();
        var network = ClassBuilder.Network(_options.Name, _network.Class, _around, _options.Input, _plain.GetValueOrDefault(_options.Name));
        return new FileText([], _options.Namespace, [.. blocks.Prepend(network).Select(Uncalled)]);
    }

    /// <summary>Has members that nothing reads registered only. False where all are already.</summary>
    /// <param name="members">The members and their classes.</param>
    public bool LeaveUncalled(IEnumerable<(string Class, string Member)> members) => members.ToList().Count(_uncalled.Add) > 0;

    private ClassText Uncalled(ClassText type)
    {
        var members = type.Members.ToArray();
        MemberText? before = null;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Attributes.IsEmpty) continue;
            // What follows reads past a member that is not called, one that is not called either must name it.
            if (_uncalled.Contains((type.Name, members[i].Property)))
                members[i] = members[i].Uncalled(before is not null && _uncalled.Contains((type.Name, before.Property)) ? before.Property : null);
            before = members[i];
        }

        return type with { Members = [.. members] };
    }

    /// <summary>Takes the guessed joins of some classes back. False where there is nothing left to take back.</summary>
    /// <param name="classes">The classes and what is wrong with them.</param>
    public bool MakePlain(IReadOnlyDictionary<string, string> classes) => classes.Count(c => c.Key.Length > 0 && _plain.TryAdd(c.Key, c.Value)) > 0;

    /// <summary>Takes all guessed joins back.</summary>
    /// <param name="classes">All classes.</param>
    /// <param name="problems">What is wrong, by class.</param>
    public bool MakeAllPlain(IEnumerable<string> classes, IReadOnlyDictionary<string, string> problems)
    {
        if (!problems.Keys.Any(k => k.Length > 0)) return false;
        var all = classes.ToDictionary(n => n, n => problems.GetValueOrDefault(n) ?? problems.Values.First());
        return MakePlain(all);
    }

    private static IEnumerable<Layer> Layers(Instance instance) => instance.Parts.SelectMany(p => p.Layers.Concat(p.Blocks.SelectMany(Layers)));

    private string BlockName(string path, HashSet<string> names)
    {
        var scope = path.Split('.').LastOrDefault(s => !s.All(char.IsAsciiDigit)) ?? "Block";
        var name = _options.Name + Identifiers.Pascal(scope).TrimEnd("_0123456789".ToCharArray());
        if (!name.EndsWith("Block", StringComparison.Ordinal)) name += "Block";
        var free = name;
        for (var i = 2; !names.Add(free); i++) free = name + i.ToString(CultureInfo.InvariantCulture);
        return free;
    }
}
