using System.Collections.Generic;
using System.Threading;

namespace Fmt.Graph;

/// <summary>
/// Unrolls classes: blocks are used, members resolved on demand, since one may read another declared later. Gives <see cref="NodeList"/> its nodes and
/// <see cref="ClassInstance"/> its members; what is wrong is found at the first bad place, and what depends on it stays silent.
/// </summary>
internal sealed class Unroller : IMemberResolver
{
    private readonly Findings _findings;
    private readonly CancellationToken _cancellation;
    private readonly ExpressionReader _expressions;
    private readonly PathFinder _paths;
    private readonly EdgeReader _edges;
    private readonly StateNames _names;
    private readonly LayerResolver _layers;
    private readonly BlockResolver _blocks;
    private int _depth;

    /// <summary>Starts without nodes but those that are there.</summary>
    /// <param name="declaration">The network, or the block that is checked by itself.</param>
    /// <param name="library">Its classes.</param>
    /// <param name="nodes">Where nodes go.</param>
    /// <param name="findings">Where problems go.</param>
    /// <param name="cancellation">Stops the work.</param>
    public Unroller(NetworkDeclaration declaration, ClassLibrary library, NodeList nodes, Findings findings, CancellationToken cancellation)
    {
        (_findings, _cancellation) = (findings, cancellation);
        _paths = new PathFinder(this, findings);
        _expressions = new ExpressionReader(new ExpressionScope(_paths, this, nodes, declaration.Classes), findings);
        _edges = new EdgeReader(_paths, this, findings);
        _names = new StateNames(_expressions, findings);
        _layers = new LayerResolver(new ArgumentReader(_expressions, findings), _paths, nodes, findings, declaration.Class.Name);
        _blocks = new BlockResolver(library, this, new BlockArguments(_expressions, findings), _names, nodes, findings);
    }

    /// <summary>A class at one place, all its members resolved.</summary>
    public ClassInstance Unroll(ClassDeclaration declaration, Value input, Dictionary<string, ExprValue> variables) =>
        _blocks.Unroll(new ClassInstance(declaration, "", "", input, variables));

    /// <inheritdoc/>
    public Value Resolve(MemberInstance member)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (member.Progress == Progress.Done || _findings.IsStopped || member.Declaration.Layers.Count == 0) return member.Value;
        if (member.Progress == Progress.Running)
        {
            _findings.Report(Problem.Of(ProblemKind.Cycle, member.Key(), member.Declaration.Name, "depends on itself (a network has no loops; read an earlier member)"));
            return Value.Unknown;
        }

        if (_depth >= Limits.Depth)
        {
            _findings.Report(Problem.Of(ProblemKind.BadArgument, member.Key(), $"'{member.Declaration.Name}'", $"waits for more than {Limits.Depth} members declared after it (declare members in the order in which they are read)"));
            return Value.Unknown;
        }

        member.Progress = Progress.Running;
        _depth++;
        member.Value = ResolveMember(member);
        _depth--;
        member.Progress = Progress.Done;
        return member.Value;
    }

    /// <summary>What a member gives its readers: its own result, or what they get where it is absent as a whole.</summary>
    private Value ResolveMember(MemberInstance member)
    {
        var layer = member.Declaration.Layers[0];
        var inputs = _edges.Read(member, 0, null);
        member.Present = _expressions.IsTrue("When", member, 0);
        if (member.Present == false) return layer["Else"] is { Kind: ConstantKind.Text } other ? _paths.Read(other.Text, member.Scope, member.Key().At("Else")) : inputs[0];
        if (member.IsSequence) return ResolveSequence(member, _names.Of(member, member.Scope), inputs);
        return layer.Block is not null ? _blocks.Resolve(member, 0, inputs[0], null) : _layers.Resolve(member, 0, member.Path, _names.Of(member, member.Scope), inputs);
    }

    private Value ResolveSequence(MemberInstance member, string name, List<Value> inputs)
    {
        var value = inputs[0];
        var isEmpty = true;
        for (var i = 0; i < member.Declaration.Layers.Count; i++)
        {
            if (i > 0) inputs = _edges.Read(member, i, value);
            var present = _expressions.IsTrue("LayerWhen", member, i);
            isEmpty &= present == false;
            if (present == false) continue;
            var index = CSharp.Of(member.Parts.Count);
            value = member.Declaration.Layers[i].Block is not null
                ? _blocks.Resolve(member, i, inputs[0], name)
                : _layers.Resolve(member, i, $"{member.Path}[{index}]", StateNames.Join(name, index), inputs);
        }

        // Repeats may come to nothing, too.
        if (!isEmpty && (member.Parts.Count > 0 || value.IsUnknown)) return value;
        _findings.Report(Problem.Of(ProblemKind.EmptySequence, member.Key().At("LayerWhen"), member.Declaration.Name));
        return Value.Unknown;
    }
}
