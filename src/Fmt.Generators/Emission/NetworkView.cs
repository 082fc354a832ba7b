using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Scriban.Runtime;

namespace Fmt.Generators;

/// <summary>A network for the template: all decisions made, only layout left.</summary>
internal sealed class NetworkView
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<int, string> _fields;

    private NetworkView(NetworkGraph graph)
    {
        _graph = graph;
        _fields = Names.Fields(graph);
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
        view["valid"] = true;
        Reserve(view, declaration.Class);
        AddLayers(view);
        AddMembers(view, declaration.Class);
        AddFacts(view, declaration);
        AddPlan(view, ForwardPlanner.Plan(_graph));
        return view;
    }

    private void AddLayers(ScriptObject view)
    {
        var nodes = _graph.Registration.Select(id => _graph.Nodes[id]).ToArray();
        view["fields"] = new ScriptArray(nodes.Select(n => new ScriptObject { ["type"] = ModuleType(n), ["name"] = _fields[n.Id] }));
        view["registrations"] = new ScriptArray(nodes.Select(n => $"{_fields[n.Id]} = Register({CSharp.Quote(n.Name)}, {Construct(n)});"));
    }

    private void AddMembers(ScriptObject view, ClassDeclaration type)
    {
        var values = new MemberValues(_graph, _fields);
        var members = _graph.Root.Members;
        view["members"] = new ScriptArray(members.Select(m => ClassView.Property(m.Declaration, values.Of(m, stored: true), MemberSummary.Of(m, _graph))));
        view["stored"] = new ScriptArray(members.Where(MemberValues.IsStored).Select(m => new ScriptObject
        {
            ["type"] = m.Declaration.Property.Type,
            ["name"] = Names.Local(m.Declaration.Name, type),
            ["value"] = values.Of(m, stored: false),
        }));
        view["map_arguments"] = string.Concat(new MapArguments(_graph).Of(_graph.Root).Select(a => ", " + a));
    }

    private void AddFacts(ScriptObject view, NetworkDeclaration declaration)
    {
        view["title"] = CSharp.Quote(declaration.Class.Name);
        view["input"] = $"({string.Join(", ", _graph.Nodes[0].Output.Dims.Select(CSharp.Of))})";
        view["classes"] = CSharp.Of(declaration.Classes);
        view["mean"] = "[" + string.Join(", ", declaration.Mean.Select(CSharp.Of)) + "]";
        view["std"] = "[" + string.Join(", ", declaration.Std.Select(CSharp.Of)) + "]";
        view["sites"] = new ScriptArray(SiteTable.Of(_graph));
        view["layers"] = new ScriptArray(SiteTable.Layers(_graph));
        view["norms"] = new ScriptArray(SiteTable.Norms(_graph));
        view["summary_lines"] = new ScriptArray(SummaryTable.Of(_graph).Select(CSharp.Quote));
        // Only remarks: the user's own summary of the class is kept, and comments of all parts are shown together.
        view["table"] = new ScriptArray(SummaryTable.Of(_graph).Select(Names.Xml));
        view["totals"] = Names.Xml(SummaryTable.Totals(_graph));
    }

    private void AddPlan(ScriptObject view, ForwardPlan plan)
    {
        view["segments"] = new ScriptArray(plan.Segments.Select(Segment));
        view["values"] = CSharp.Of(plan.Values);
        view["site_values"] = "[" + string.Join(", ", plan.SiteValues.Select(CSharp.Of)) + "]";
        view["output"] = CSharp.Of(plan.Output);
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
        if (!node.Arguments.Has("Create")) return $"new {node.Type}()";
        var create = node.Arguments.Text("Create");
        return (create.Contains('.') ? create : $"{node.Key.Class}.{create}") + "()";
    }
}
