using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Fmt.Graph;

/// <summary>
/// Unrolls a declaration into a graph: blocks are used, members resolved on demand (one may read another declared later),
/// arguments evaluated, shapes inferred. Whatever is wrong becomes a <see cref="Problem"/> at the first bad place; what depends on it stays silent.
/// </summary>
internal sealed partial class GraphBuilder
{
    private const int MaxNodes = 20_000;
    private const int MaxDepth = 200;

    // Blocks may be repeated without holding a layer, so layers alone do not bound the work.
    private const int MaxMembers = 10 * MaxNodes;

    // A block by itself is checked for its own names and expressions; whoever nests so many blocks hears of it from the network.
    private const int MaxMembersOfBlock = 2_000;

    private readonly NetworkDeclaration _declaration;
    private readonly Dictionary<string, ClassDeclaration> _classes;
    private readonly List<Node> _nodes = [];
    private readonly List<Problem> _problems = [];
    private readonly HashSet<(ProblemKind, ProblemKey)> _reported = [];
    private readonly CancellationToken _cancellation;

    /// <summary>Nodes that say <c>Testable = false</c>.</summary>
    private readonly HashSet<int> _optedOut = [];
    private int _depth;
    private int _members;
    private bool _abandoned;

    private GraphBuilder(NetworkDeclaration declaration, bool isNetwork, CancellationToken cancellation)
    {
        IsNetwork = isNetwork;
        _declaration = declaration;
        _cancellation = cancellation;
        _classes = new Dictionary<string, ClassDeclaration> { [declaration.Class.FullName] = declaration.Class };
        foreach (var block in declaration.Blocks) _classes[block.FullName] = block;
    }

    /// <summary>Builds a network's graph; the graph is null where a problem is an error.</summary>
    public static GraphResult Build(NetworkDeclaration declaration, CancellationToken cancellation = default)
    {
        var builder = new GraphBuilder(declaration, true, cancellation);
        return builder.BuildNetwork();
    }

    /// <summary>Checks a block by itself: names, types, expressions. Shapes and widths are known only where it is used.</summary>
    public static IReadOnlyList<Problem> CheckBlock(ClassDeclaration block, EquatableArray<ClassDeclaration> others, CancellationToken cancellation = default)
    {
        var builder = new GraphBuilder(new NetworkDeclaration(block, "", 0, default, default, others), false, cancellation);
        builder.CheckClasses();
        var variables = new Dictionary<string, ExprValue>();
        foreach (var member in block.Members)
            if (member.Parameter is not null) variables[member.Name] = ExprValue.Unknown;
        var instance = builder.Instantiate(block, "", "", Value.Unknown, variables);
        builder.ResolveAll(instance);
        return builder._problems;
    }

    private GraphResult BuildNetwork()
    {
        var root = _declaration.Class;
        var classKey = new ProblemKey(root.FullName, "");
        var input = Shape.Parse(_declaration.Input);
        if (input is not { IsMap: true }) Report(Problem.Of(ProblemKind.BadShapeText, classKey.At("Input"), _declaration.Input, "CxHxW, for instance 3x32x32"));
        CheckClasses();
        CheckNormalisation(classKey, input);
        if (_declaration.Classes < 1) Report(Problem.Of(ProblemKind.BadArgument, classKey.At("Classes"), $"Classes is {CSharp.Of(_declaration.Classes)}", "but must be at least 1"));
        if (!root.Members.Any(m => m.Layers.Count > 0)) Report(Problem.Of(ProblemKind.EmptyNetwork, classKey, root.Name));
        if (input is not null) _nodes.Add(new Node(0, KnownNames.Input, "", null, new LayerArguments(new Dictionary<string, object?>()), [], input, -1, classKey, ""));
        var instance = Instantiate(root, "", "", input is null ? Value.Unknown : new Value(0), []);
        ResolveAll(instance);

        var output = instance.Members.LastOrDefault(m => m.Declaration.Layers.Count > 0)?.Value ?? Value.Unknown;
        if (HasErrors || output.IsUnknown) return new GraphResult(null, _problems);
        return Finish(instance, output.Node, classKey);
    }

    private GraphResult Finish(ClassInstance instance, int output, ProblemKey classKey)
    {
        var shape = _nodes[output].Output;
        if (!shape.IsVector || shape.Channels != _declaration.Classes)
            Report(Problem.Of(ProblemKind.OutputIsNotClasses, classKey.At("Classes"), _declaration.Class.Name, shape, _declaration.Classes, _nodes[output].Path));
        var registration = Register(instance);
        var live = FindLive(output);
        var readers = FindReaders(live);
        ReportUnread(live);
        CheckInPlace(readers);
        var sites = PlanSites(live, readers);
        var graph = new NetworkGraph(_declaration, _nodes, registration, Use(instance), output, live, sites, PlanNorms(live), FindImageReaders());
        return new GraphResult(HasErrors ? null : graph, _problems);
    }

    /// <summary>False for a block that is checked by itself.</summary>
    private bool IsNetwork { get; }

    private bool HasErrors => _abandoned || _problems.Any(p => Severities.IsError(p.Kind));

    // The same bounds as the run time's Normalisation, which says where they are from.
    private void CheckNormalisation(ProblemKey key, Shape? input)
    {
        var (mean, std) = (_declaration.Mean.Count > 0, _declaration.Std.Count > 0);
        if (mean != std) Report(Problem.Of(ProblemKind.BadArgument, key.At(mean ? "Mean" : "Std"), mean ? "Mean" : "Std", $"is given without {(mean ? "Std" : "Mean")} (zeros as mean and ones as standard deviation change nothing)"));
        foreach (var (name, values) in new[] { ("Mean", _declaration.Mean), ("Std", _declaration.Std) })
        {
            if (values.Count == 0 || input is null) continue;
            if (values.Count != input.Channels)
                Report(Problem.Of(ProblemKind.BadArgument, key.At(name), $"{name} has {values.Count} values", $"but needs one per channel ({input.Channels})"));
            else if (values.Any(v => !(name == "Std" ? v is >= 1e-6 and <= 1000 : Math.Abs(v) <= 10)))
                Report(Problem.Of(ProblemKind.BadArgument, key.At(name), name, $"must be from {(name == "Std" ? "0.000001 to 1000" : "-10 to 10")} in every channel: pixels are between 0 and 1 (divide what is meant for 0 to 255 by 255)"));
        }
    }

    private ClassInstance Instantiate(ClassDeclaration declaration, string path, string name, Value input, Dictionary<string, ExprValue> variables)
    {
        var instance = new ClassInstance(declaration, path, name, input, variables);
        _members += declaration.Members.Count + 1;
        MemberInstance? previous = null;
        foreach (var member in declaration.Members)
        {
            var item = new MemberInstance(instance, member, previous);
            instance.Members.Add(item);
            if (member.Layers.Count > 0) previous = item;
        }

        return instance;
    }

    private void ResolveAll(ClassInstance instance)
    {
        foreach (var member in instance.Members) Resolve(member);
    }

    private Value Resolve(MemberInstance member)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (member.Progress == Progress.Done || _abandoned || member.Declaration.Layers.Count == 0) return member.Value;
        if (member.Progress == Progress.Running)
        {
            Report(Problem.Of(ProblemKind.Cycle, member.Key(), member.Declaration.Name));
            return Value.Unknown;
        }

        if (_depth >= MaxDepth)
        {
            Report(Problem.Of(ProblemKind.BadArgument, member.Key(), $"'{member.Declaration.Name}'", $"waits for more than {MaxDepth} members declared after it (declare members in the order in which they are read)"));
            return Value.Unknown;
        }

        member.Progress = Progress.Running;
        _depth++;
        member.Value = ResolveMember(member);
        _depth--;
        member.Progress = Progress.Done;
        return member.Value;
    }

    /// <summary>What a member reads where it names nothing: the member before it, or the input of its class.</summary>
    private Value ReadPrevious(MemberInstance member) => member.Previous is null ? member.Scope.Input : Resolve(member.Previous);

    /// <summary>What a member gives its readers: its own result, or what they get where it is absent as a whole.</summary>
    private Value ResolveMember(MemberInstance member)
    {
        var layer = member.Declaration.Layers[0];
        var inputs = ReadInputs(member, 0, null);
        member.Present = IsTrue("When", member, 0);
        if (member.Present == false) return layer["Else"] is { Kind: ConstantKind.Text } other ? ReadPath(other.Text, member.Scope, member.Key().At("Else")) : inputs[0];
        return layer.Block is null ? ResolveLayers(member, inputs) : ResolveBlocks(member, inputs[0]);
    }

    private Value ResolveLayers(MemberInstance member, List<Value> inputs)
    {
        var name = StateName(member, member.Scope);
        if (!member.IsSequence) return ResolveLayer(member, 0, member.Path, name, inputs);
        var value = inputs[0];
        var isEmpty = true;
        for (var i = 0; i < member.Declaration.Layers.Count; i++)
        {
            if (i > 0) inputs = ReadInputs(member, i, value);
            var present = IsTrue("LayerWhen", member, i);
            isEmpty &= present == false;
            if (present == false) continue;
            var index = CSharp.Of(member.Nodes.Count);
            value = ResolveLayer(member, i, $"{member.Path}[{index}]", Join(name, index), inputs);
        }

        if (!isEmpty) return value;
        Report(Problem.Of(ProblemKind.EmptySequence, member.Key().At("LayerWhen"), member.Declaration.Name));
        return Value.Unknown;
    }

    private void Report(Problem problem)
    {
        // Blocks are unrolled many times; one place is reported once.
        if (_reported.Add((problem.Kind, problem.Key))) _problems.Add(problem);
    }

    private void Report(Inference wrong, ProblemKey key, MemberInstance member)
    {
        // BadArgument's message is a subject and what is wrong with it; the others name the layer themselves.
        var args = wrong.Kind == ProblemKind.BadArgument
            ? [$"{wrong.Args![0]} of '{Label(member, key)}'", wrong.Args[1]]
            : new object[] { Label(member, key) }.Concat(wrong.Args ?? []).ToArray();
        Report(Problem.Of(wrong.Kind, key.At(wrong.Argument), args) with { Fix = wrong.Fix });
    }

    /// <summary>How messages call a layer: its property, or its place in a sequence.</summary>
    private static string Label(MemberInstance member, ProblemKey key) =>
        member.IsSequence && key.Layer >= 0 ? $"{member.Declaration.Name}[{CSharp.Of(key.Layer)}]" : member.Declaration.Name;
}
