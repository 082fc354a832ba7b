using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Scriban.Runtime;

namespace Fmt.Generators;

/// <summary>A network for the template: all decisions made, only layout left.</summary>
internal sealed class NetworkView
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<int, string> _fields;
    private readonly Dictionary<int, int> _siteOf;

    private NetworkView(NetworkGraph graph)
    {
        _graph = graph;
        _fields = Names.Fields(graph);
        _siteOf = graph.Sites.Select((s, i) => (s.Node, i)).ToDictionary(p => p.Node, p => p.i);
    }

    public static ScriptObject Of(NetworkGraph graph) => new NetworkView(graph).Build();

    /// <summary>The whole declared surface, every member of it throwing.</summary>
    public static ScriptObject Fallback(NetworkDeclaration declaration)
    {
        var broken = ClassView.Broken(declaration.Class);
        var view = ClassView.Shell(declaration.Class, declaration.Blocks);
        view["valid"] = false;
        Reserve(view, declaration.Class);
        view["broken"] = broken;
        view["members"] = new ScriptArray(declaration.Class.Members.Where(m => m.Property.Emit).Select(m => ClassView.Property(m, broken, "Unknown: the declaration has errors.")));
        return view;
    }

    /// <summary>Which generated members have their names to themselves: a second one of a taken name would be an error of the compiler, which hides ours.</summary>
    private static void Reserve(ScriptObject view, ClassDeclaration declaration)
    {
        bool IsFree(string name) => declaration.Members.All(m => m.Name != name);
        var free = new ScriptObject();
        foreach (var name in Offered) free[name] = IsFree(name);
        view["free"] = free;
        // Without one of these the base class stays abstract.
        view["based"] = IsFree("CreateNew") && IsFree("Run");
    }

    private static readonly string[] Offered = ["Sites", "Maps", "FromFile", "DefendWithFmt", "DefendWithFmtAsync", "Summary"];

    private ScriptObject Build()
    {
        var declaration = _graph.Declaration;
        var view = ClassView.Shell(declaration.Class, declaration.Blocks);
        var plan = ForwardPlanner.Plan(_graph);
        view["valid"] = true;
        Reserve(view, declaration.Class);
        view["title"] = CSharp.Quote(declaration.Class.Name);
        view["fields"] = new ScriptArray(_graph.Registration.Select(id => new ScriptObject { ["type"] = ModuleType(_graph.Nodes[id]), ["name"] = _fields[id] }));
        view["registrations"] = new ScriptArray(_graph.Registration.Select(id => $"{_fields[id]} = Register({CSharp.Quote(_graph.Nodes[id].Name)}, {Construct(_graph.Nodes[id])});"));
        view["members"] = new ScriptArray(_graph.Root.Members.Select(m => ClassView.Property(m.Declaration, Value(m, stored: true), Summary(m))));
        view["stored"] = new ScriptArray(_graph.Root.Members.Where(IsStored).Select(m => new ScriptObject
        {
            ["type"] = m.Declaration.Property.Type,
            ["name"] = Names.Local(m.Declaration.Name, declaration.Class),
            ["value"] = Value(m, stored: false),
        }));
        view["map_arguments"] = string.Concat(MapArguments(_graph.Root).Select(a => ", " + a));
        view["segments"] = new ScriptArray(plan.Segments.Select(Segment));
        view["sites"] = new ScriptArray(SiteTable.Of(_graph).Select(s => s));
        view["layers"] = new ScriptArray(SiteTable.Layers(_graph).Select(l => l));
        view["norms"] = new ScriptArray(SiteTable.Norms(_graph).Select(n => n));
        view["input"] = $"({string.Join(", ", _graph.Nodes[0].Output.Dims.Select(CSharp.Of))})";
        view["classes"] = CSharp.Of(declaration.Classes);
        view["mean"] = "[" + string.Join(", ", declaration.Mean.Select(CSharp.Of)) + "]";
        view["std"] = "[" + string.Join(", ", declaration.Std.Select(CSharp.Of)) + "]";
        view["values"] = CSharp.Of(plan.Values);
        view["site_values"] = "[" + string.Join(", ", plan.SiteValues.Select(CSharp.Of)) + "]";
        view["output"] = CSharp.Of(plan.Output);
        view["summary_lines"] = new ScriptArray(SummaryTable.Of(_graph).Select(CSharp.Quote));
        // Only remarks: the user's own summary of the class is kept, and comments of all parts are shown together.
        view["table"] = new ScriptArray(SummaryTable.Of(_graph).Select(Names.Xml));
        view["totals"] = Names.Xml(SummaryTable.Totals(_graph));
        return view;
    }

    private ScriptObject Segment(Segment segment) => new()
    {
        ["number"] = CSharp.Of(segment.Number),
        ["name"] = "up to " + (segment.Number < _graph.Sites.Count ? segment.Steps[segment.Steps.Count - 1].Node.Path : "the logits"),
        ["statements"] = new ScriptArray(segment.Steps.SelectMany(new StepText(_fields).Of)),
    };

    private static string ModuleType(Node node) => node.Kind!.ModuleType!.Length == 0 ? node.Type : node.Kind.ModuleType;

    private string Construct(Node node)
    {
        if (!node.Kind!.IsOpaque) return node.Kind.Construct(node.Arguments, _graph.Nodes[node.Inputs[0]].Output, node.Output);
        return node.Arguments.Has("Create") ? $"{node.Key.Class}.{node.Arguments.Text("Create")}()" : $"new {node.Type}()";
    }

    /// <summary>Sequences and blocks are made once, in the constructor.</summary>
    private static bool IsStored(MemberUse member) => member is MemberUse.Sequence or MemberUse.Blocks;

    /// <summary>The C# expression of what a member's property gives.</summary>
    private string Value(MemberUse member, bool stored)
    {
        if (stored && IsStored(member)) return "this." + Names.Local(member.Declaration.Name, _graph.Declaration.Class);
        switch (member)
        {
            case MemberUse.Value value:
                return value.Result.Type == ExprType.Double ? CSharp.Of(value.Result.Number) : value.Result.ToString();
            case MemberUse.Layer layer:
                var node = _graph.Nodes[layer.Node];
                return node.Module >= 0 ? _fields[node.Module] : Activation(node);
            case MemberUse.Sequence sequence:
                return $"new global::Fmt.Sequence({string.Join(", ", sequence.Nodes.Select(n => SequenceLayer(_graph.Nodes[n])))})";
            case MemberUse.Blocks blocks:
                return blocks.Repeated ? $"new {blocks.Declaration.Type}({string.Join(", ", blocks.Items.Select(Block))})" : Block(blocks.Items[0]);
            default:
                return "null";
        }
    }

    private string Block(ClassUse use) => $"new {use.Class.FullName}({string.Join(", ", use.Members.Select(m => Value(m, stored: false)))})";

    private static string Activation(Node node) => $"new global::Fmt.Activation({CSharp.Quote(node.Path)}, {CSharp.Quote(node.Output.ToString())})";

    private string SequenceLayer(Node node) =>
        $"new global::Fmt.SequenceLayer({CSharp.Quote(node.Name)}, {CSharp.Quote(node.Output.ToString())}, {(node.Module >= 0 ? _fields[node.Module] : "null")})";

    /// <summary>The arguments of a class's map tree, in the order of <see cref="ClassView.MapMembers"/>.</summary>
    private IEnumerable<string> MapArguments(ClassUse use)
    {
        var next = 0;
        foreach (var member in ClassView.MapMembers(use.Class, _graph.Declaration.Blocks))
        {
            // Both are in declaration order, and the first is a part of the second.
            while (!ReferenceEquals(use.Members[next].Declaration, member.Member)) next++;
            switch (use.Members[next])
            {
                case MemberUse.Layer layer:
                    yield return _siteOf.TryGetValue(layer.Node, out var site) ? $"MapsAt({CSharp.Of(site)})" : "null";
                    break;
                case MemberUse.Sequence sequence:
                    var pairs = sequence.Nodes.Select((n, place) => (n, place)).Where(p => _siteOf.ContainsKey(p.n));
                    yield return $"new global::Fmt.Modules.SequenceMaps({string.Join(", ", pairs.Select(p => $"({CSharp.Of(p.place)}, MapsAt({CSharp.Of(_siteOf[p.n])}))"))})";
                    break;
                case MemberUse.Blocks blocks:
                    var trees = blocks.Items.Select(b => $"new {b.Class.FullName}.MapTree({string.Join(", ", MapArguments(b))})").ToArray();
                    yield return blocks.Repeated ? $"new {member.Type}({string.Join(", ", trees)})" : trees[0];
                    break;
                default:
                    yield return "null";
                    break;
            }
        }
    }

    private string Summary(MemberUse member)
    {
        switch (member)
        {
            case MemberUse.Layer layer:
                var node = _graph.Nodes[layer.Node];
                return $"{Sentence(node.Kind!.Describe(node.Arguments))}: {Arrow(node)}.{Cost(node)}";
            case MemberUse.Sequence sequence:
                return $"{sequence.Nodes.Count.ToString(CultureInfo.InvariantCulture)} layers in sequence: [N, {Dims(_graph.Nodes[_graph.Nodes[sequence.Nodes[0]].Inputs[0]])}] -> [N, {Dims(_graph.Nodes[sequence.Nodes.Last()])}].";
            case MemberUse.Blocks blocks:
                return $"{blocks.Items.Count.ToString(CultureInfo.InvariantCulture)} x {(blocks.Items.Count > 0 ? blocks.Items[0].Class.Name : "block")}.";
            default:
                return "Absent in this network.";
        }
    }

    private string Arrow(Node node) => $"[N, {Dims(_graph.Nodes[node.Inputs[0]])}] -> [N, {Dims(node)}]";

    private static string Dims(Node node) => string.Join(", ", node.Output.Dims.Select(CSharp.Of));

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private string Cost(Node node)
    {
        var input = _graph.Nodes[node.Inputs[0]].Output;
        var parameters = node.Module == node.Id ? SummaryTable.Parameters(node, input) : 0;
        if (parameters == 0) return "";
        var macs = node.Kind!.Macs(node.Arguments, input, node.Output);
        return $" {SummaryTable.Number(parameters)} parameters" + (macs > 0 ? $", {SummaryTable.Number(macs)} multiply-accumulates per image." : ".");
    }
}
