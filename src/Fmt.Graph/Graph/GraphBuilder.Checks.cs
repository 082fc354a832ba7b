using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

internal sealed partial class GraphBuilder
{
    private static readonly string[] ParameterTypes = ["int", "double", "bool"];

    /// <summary>What can be said of a class without unrolling it: member types and names.</summary>
    private void CheckClasses()
    {
        foreach (var declaration in _classes.Values)
        {
            if (declaration.Shell.Stray.Length > 0)
            {
                // Without an order nothing is known of what members read.
                _abandoned = true;
                Report(Problem.Of(ProblemKind.MembersSpreadOverFiles, new ProblemKey(declaration.FullName, declaration.Shell.Stray), declaration.Name, declaration.Shell.Stray));
            }

            foreach (var member in declaration.Members) CheckMember(declaration, member);
        }

        CheckSelfUse();
    }

    /// <summary>A block that uses itself, through others or not. Of a ring of blocks the first by name is reported.</summary>
    private void CheckSelfUse()
    {
        if (!HasRing()) return;
        var uses = _classes.Values.ToDictionary(c => c.FullName, c => Reachable(c));
        foreach (var declaration in _classes.Values.Where(c => uses[c.FullName].Contains(c.FullName)))
        {
            _abandoned = true;
            var ring = uses[declaration.FullName].Where(other => uses[other].Contains(declaration.FullName));
            if (ring.Any(other => string.CompareOrdinal(other, declaration.FullName) < 0)) continue;
            var member = declaration.Members.First(m => m.Layers.Any(l => l.Block is { } b && (b == declaration.FullName || (uses.TryGetValue(b, out var far) && far.Contains(declaration.FullName)))));
            Report(Problem.Of(ProblemKind.Cycle, new ProblemKey(declaration.FullName, member.Name, 0), declaration.Name));
        }
    }

    /// <summary>Whether some block uses itself. Classes that use none of those left are taken away until none is; a ring stays.</summary>
    private bool HasRing()
    {
        var users = _classes.Keys.ToDictionary(name => name, _ => new List<string>());
        var open = _classes.Keys.ToDictionary(name => name, _ => 0);
        foreach (var declaration in _classes.Values)
        {
            foreach (var layer in declaration.Members.SelectMany(m => m.Layers))
            {
                if (layer.Block is null || !users.TryGetValue(layer.Block, out var list)) continue;
                list.Add(declaration.FullName);
                open[declaration.FullName]++;
            }
        }

        var done = new Queue<string>(open.Where(c => c.Value == 0).Select(c => c.Key));
        var taken = 0;
        for (; done.Count > 0; taken++)
            foreach (var user in users[done.Dequeue()])
                if (--open[user] == 0) done.Enqueue(user);
        return taken < _classes.Count;
    }

    /// <summary>The blocks that a class uses, directly or through others.</summary>
    private HashSet<string> Reachable(ClassDeclaration declaration)
    {
        var found = new HashSet<string>();
        var next = new Queue<ClassDeclaration>([declaration]);
        while (next.Count > 0)
            foreach (var layer in next.Dequeue().Members.SelectMany(m => m.Layers))
                if (layer.Block is not null && _classes.TryGetValue(layer.Block, out var block) && found.Add(block.FullName)) next.Enqueue(block);
        return found;
    }

    private void CheckMember(ClassDeclaration declaration, MemberDeclaration member)
    {
        var key = new ProblemKey(declaration.FullName, member.Name);
        if (!member.Property.Emit)
        {
            Report(Problem.Of(ProblemKind.MemberNotPartial, key, member.Name));
            return;
        }

        // Layers are the network's own, made by its constructor.
        if (member.Property.Modifiers.Split(' ') is { } modifiers && (modifiers.Contains("static") || modifiers.Contains("required")))
        {
            Report(Problem.Of(ProblemKind.MemberNotPartial, key, member.Name));
            return;
        }

        CheckName(member, key);
        var isNetwork = IsNetwork && declaration == _declaration.Class;
        if (KnownNames.ReservedInBlocks.Contains(member.Name) || (isNetwork && KnownNames.IsReserved(member.Name)))
            Report(Problem.Of(ProblemKind.ReservedName, key, member.Name));
        if (member.Parameter is not null)
        {
            if (isNetwork)
                Report(Problem.Of(ProblemKind.BadArgument, key, $"'{member.Name}'", "is a parameter; only blocks have parameters"));
            else
                CheckParameter(member, key);
            return;
        }

        for (var i = 0; i < member.Layers.Count; i++)
            if (member.Layers[i].Block is { Length: > 0 } block && !_classes.ContainsKey(block))
                Report(Problem.Of(ProblemKind.NotABlock, key with { Layer = i }, block.Replace("global::", "")));
        if (member.Layers.Count > 1 && member.Layers.Any(l => l.Block is not null))
            Report(Problem.Of(ProblemKind.BadArgument, key, $"'{member.Name}'", "may have a block use or layers in sequence, not both"));
        CheckType(member, key, CheckCondition(member, key));
    }

    /// <param name="mayBeAbsent">Whether the property must be nullable; null where that is not known.</param>
    private void CheckType(MemberDeclaration member, ProblemKey key, bool? mayBeAbsent)
    {
        var nullable = mayBeAbsent ?? member.Nullable;
        if (ExpectedType(member) is not { } expected || member.Type.Length == 0 || (member.Type == expected && member.Nullable == nullable)) return;
        var text = expected + (nullable ? "?" : "");
        var reason = member.Type != expected ? ""
            : !nullable ? " (only a member with When can be absent)"
            : member.IsSequence ? " (its When is the whole sequence's; a layer's own condition is LayerWhen)"
            : "";
        Report(Problem.Of(ProblemKind.WrongMemberType, key, member.Name, Short(text), Short(member.Type + (member.Nullable ? "?" : "")), reason) with { Fix = text });
    }

    private void CheckName(MemberDeclaration member, ProblemKey key)
    {
        if (member.Layers.Count == 0 || member.Layers[0]["Name"] is not { Kind: ConstantKind.Text, Text.Length: > 0 } name) return;
        if (name.Text.Split('.').Any(part => part.Trim().Length == 0))
            Report(Problem.Of(ProblemKind.BadArgument, (key with { Layer = 0 }).At("Name"), $"Name \"{name.Text}\"", "has an empty part between its dots"));
    }

    private void CheckParameter(MemberDeclaration member, ProblemKey key)
    {
        if (member.Type.Length == 0) return;
        if (!ParameterTypes.Contains(member.Type))
        {
            Report(Problem.Of(ProblemKind.WrongMemberType, key, member.Name, "int, double or bool", Short(member.Type), ""));
            return;
        }

        if (member.Parameter!.Default is { Kind: ConstantKind.Text or ConstantKind.Texts or ConstantKind.Unfit })
            Report(Problem.Of(ProblemKind.BadArgument, key.At("Value"), $"The default of '{member.Name}'", $"must be of type {Short(member.Type)}"));
        var value = Convert(member.Parameter!.Default);
        if (!value.IsUnknown) Fit(value, member, key.At("Value"), value.ToString());
    }

    /// <summary>The type a member's property must have; null where any will do.</summary>
    private static string? ExpectedType(MemberDeclaration member)
    {
        if (member.Layers.Count == 0) return null;
        var layer = member.Layers[0];
        if (member.Layers.Count > 1 || (member.IsSequence && layer.Block is null)) return KnownNames.Sequence;
        if (layer.Block is { Length: 0 }) return null;
        if (layer.Block is not null) return layer.Kind == KnownNames.Use ? layer.Block : KnownNames.Stage(layer.Block);
        var type = LayerCatalog.Find(layer.Kind)?.ModuleType ?? KnownNames.Activation;
        return type.Length == 0 ? member.Type : type;
    }

    private static string Short(string type)
    {
        var inner = type.IndexOf('<');
        if (inner > 0) return Short(type.Substring(0, inner)) + "<" + Short(type.Substring(inner + 1));
        return type.Substring(type.LastIndexOfAny(['.', ':']) + 1);
    }

    /// <summary>Modules in declaration order, which is the state_dict's; two of one name are a problem.</summary>
    private List<int> Register(ClassInstance instance)
    {
        var order = new List<int>();
        Collect(instance, order);
        var owners = new Dictionary<string, int>();
        foreach (var id in order)
        {
            // A name may be neither another layer's name nor a scope that holds one.
            var node = _nodes[id];
            int? clash = owners.TryGetValue(node.Name, out var same) ? same : null;
            for (var dot = node.Name.IndexOf('.'); dot > 0 && clash is null; dot = node.Name.IndexOf('.', dot + 1))
            {
                var scope = node.Name.Substring(0, dot);
                if (owners.TryGetValue(scope, out var holder) && _nodes[holder].Name == scope) clash = holder;
                owners[scope] = holder == 0 ? id : holder;
            }

            if (clash is not null || node.Name.Length == 0)
                Report(Problem.Of(ProblemKind.NameTaken, node.Key, node.Path, node.Name, clash is { } c ? _nodes[c].Path : "the network itself"));
            owners[node.Name] = id;
        }

        return order;
    }

    private void Collect(ClassInstance instance, List<int> order)
    {
        foreach (var member in instance.Members)
        {
            order.AddRange(member.Nodes.Where(id => _nodes[id].Module == id));
            foreach (var block in member.Blocks) Collect(block, order);
        }
    }

    private bool[] FindLive(int output)
    {
        var live = new bool[_nodes.Count];
        live[output] = true;
        // Inputs come before readers, so one pass from the end suffices.
        for (var id = _nodes.Count - 1; id >= 0; id--)
            if (live[id])
                foreach (var input in _nodes[id].Inputs) live[input] = true;
        return live;
    }

    private bool[] FindImageReaders()
    {
        var reads = new bool[_nodes.Count];
        foreach (var node in _nodes.Where(n => !n.IsInput))
            reads[node.Id] = node.Inputs.Count == 1 && _nodes[node.Inputs[0]] is var input && (input.IsInput || (input.Kind!.KeepsChannels && reads[input.Id]));
        return reads;
    }

    private List<int>[] FindReaders(bool[] live)
    {
        var readers = _nodes.Select(_ => new List<int>()).ToArray();
        foreach (var node in _nodes.Where(n => live[n.Id]))
            foreach (var input in node.Inputs) readers[input].Add(node.Id);
        return readers;
    }

    private void ReportUnread(bool[] live)
    {
        var read = new HashSet<ProblemKey>(_nodes.Where(n => live[n.Id]).Select(n => n.Key));
        foreach (var node in _nodes.Where(n => !live[n.Id] && !read.Contains(n.Key)))
            Report(Problem.Of(ProblemKind.UnreadMember, node.Key, node.Path));
    }

    private void CheckInPlace(List<int>[] readers)
    {
        foreach (var node in _nodes.Where(n => n.Kind is not null && n.Kind.ForcesInPlace(n.Arguments)))
        {
            var other = readers[node.Inputs[0]].FirstOrDefault(r => r != node.Id);
            if (other != 0)
                Report(Problem.Of(ProblemKind.BadArgument, node.Key.At("InPlace"), "InPlace = true", $"would overwrite '{_nodes[node.Inputs[0]].Path}', which '{_nodes[other].Path}' reads as well"));
        }
    }

    private ClassUse Use(ClassInstance instance) => new(instance.Declaration, instance.Members.Select(Use).ToArray());

    private MemberUse Use(MemberInstance member)
    {
        if (member.Declaration.Parameter is not null) return new MemberUse.Value(member.Declaration, member.Scope.Variables[member.Declaration.Name]);
        var layer = member.Declaration.Layers[0];
        var repeated = layer.Kind == KnownNames.Repeat;
        // A half-typed member that nobody reads has nothing either; the compiler says so.
        if (member.Present == false || (!repeated && member.Nodes.Count == 0 && member.Blocks.Count == 0)) return new MemberUse.Absent(member.Declaration);
        if (layer.Block is not null) return new MemberUse.Blocks(member.Declaration, repeated, member.Blocks.Select(Use).ToArray());
        return member.IsSequence ? new MemberUse.Sequence(member.Declaration, member.Nodes) : new MemberUse.Layer(member.Declaration, member.Nodes[0]);
    }
}
