using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Makes a node of one layer whose inputs are known: arguments, shape, module.</summary>
/// <param name="network">How messages call the network.</param>
internal sealed class LayerResolver(ArgumentReader arguments, PathFinder paths, NodeList nodes, Findings findings, string network)
{
    private readonly LayerExpectations _expectations = new(findings);

    /// <summary>The node's value; unknown where something is wrong.</summary>
    public Value Resolve(MemberInstance member, int index, string path, string name, List<Value> inputs)
    {
        var layer = member.Declaration.Layers[index];
        var key = member.Key(index);
        if (LayerCatalog.Find(layer.Kind) is not { } kind) return Value.Unknown;
        var given = arguments.Read(kind, layer, member.Scope, key);
        if (given is null || findings.IsStopped || inputs.Any(i => i.IsUnknown)) return Value.Unknown;
        var sources = inputs.Select(i => new Source(nodes[i].Output, nodes[i].Path)).ToList();
        if (kind.MeantAs(given, layer.Positional, sources[0].Shape) is { } meant)
        {
            findings.Report(Problem.Of(ProblemKind.BadArgument, key, $"'{member.Label(key)}'", $"seems to have the arguments of PyTorch's nn.{kind.Name}, which begin with the input's channels; these are inferred (write {meant}, or name the arguments if they are meant)"));
            return Value.Unknown;
        }

        var inferred = Infer(kind, given, sources, member);
        if (inferred.Shape is null)
        {
            Report(inferred, key, member);
            return Value.Unknown;
        }

        _expectations.CheckShape(layer, inferred.Shape, member, key);
        if (member.IsCalled) _expectations.CheckTestable(kind, layer, inferred.Shape, member, key);
        if ((kind.ModuleType is null ? -1 : ModuleOf(kind, layer, given, sources[0], member, key)) is not { } module || !HasRoom(key)) return Value.Unknown;
        // Only now: what the module was shared with may have been resolved just before.
        var id = nodes.Next;
        nodes.Add(new Node(id, path, name, kind, given, inputs.Select(i => i.Node).ToArray(), inferred.Shape, module == SelfModule ? id : module, key, member.Declaration.Type));
        member.Parts.Add(new MemberPart(new Value(id), null));
        if (!member.IsCalled) nodes.Uncalled.Add(id);
        if (layer["Testable"] is { Kind: ConstantKind.Bool, Number: 0 }) nodes.OptedOut.Add(id);
        return new Value(id);
    }

    private const int SelfModule = -2;

    /// <summary>Larger windows than this no layer has.</summary>
    private const int LargestGrowth = 1 << 12;

    /// <summary>The result's shape. Where nothing runs, what a layer reads counts as large enough for it: only channels make weights.</summary>
    private static Inference Infer(LayerKind kind, LayerArguments given, List<Source> sources, MemberInstance member)
    {
        var inferred = kind.InferShape(given, sources);
        for (var growth = 1; inferred.Kind == ProblemKind.SpatialUnderflow && !member.IsCalled && growth <= LargestGrowth; growth *= 2)
            inferred = kind.InferShape(given, sources.Select(s => s with { Shape = s.Shape.Grown(growth) }).ToList());
        return inferred;
    }

    /// <summary>The node whose module is called here: an own one, or that of <c>Shares</c>; null where that is wrong.</summary>
    private int? ModuleOf(LayerKind kind, LayerDeclaration layer, LayerArguments given, Source input, MemberInstance member, ProblemKey key)
    {
        if (layer["Shares"] is not { Kind: ConstantKind.Text } shares) return SelfModule;
        var value = paths.Read(shares.Text, member.Scope, key.At("Shares"));
        if (value.IsUnknown) return null;
        var other = nodes[value];
        var itsInput = other.IsInput ? null : nodes.All[other.Inputs[0]].Output;
        var fits = other.Kind == kind
            && given.SameAs(other.Arguments, kind.Parameters)
            && kind.Weights(given, input.Shape).SequenceEqual(kind.Weights(other.Arguments, itsInput!));
        if (fits) return other.Module;
        findings.Report(Problem.Of(ProblemKind.SharedDisagrees, key.At("Shares"), member.Label(key), other.Path, input.Shape, itsInput?.ToString() ?? "-"));
        return null;
    }

    private bool HasRoom(ProblemKey key)
    {
        if (nodes.Next < Limits.Nodes) return true;
        findings.Report(Problem.Of(ProblemKind.TooLarge, key, network, Limits.Nodes));
        findings.Stop();
        return false;
    }

    private void Report(Inference wrong, ProblemKey key, MemberInstance member)
    {
        // BadArgument's message is a subject and what is wrong with it; the others name the layer themselves.
        var args = wrong.Kind == ProblemKind.BadArgument
            ? [$"{wrong.Args![0]} of '{member.Label(key)}'", wrong.Args[1]]
            : new object[] { member.Label(key) }.Concat(wrong.Args ?? []).ToArray();
        findings.Report(Problem.Of(wrong.Kind, key.At(wrong.Argument), args) with { Fix = wrong.Fix });
    }
}
