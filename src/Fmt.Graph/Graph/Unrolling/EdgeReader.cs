using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Reads edges: what a layer reads by <c>From</c>, by the names of a join, or because it stands before it.</summary>
internal sealed class EdgeReader(PathFinder paths, IMemberResolver resolver, Findings findings)
{
    /// <summary>The values that a layer reads.</summary>
    /// <param name="member">The layer's member.</param>
    /// <param name="index">Its place in the member.</param>
    /// <param name="before">What the layers before this one in a sequence give; null for the first layer, which reads what the member reads.</param>
    public List<Value> Read(MemberInstance member, int index, Value? before)
    {
        var layer = member.Declaration.Layers[index];
        var key = member.Key(index);
        if (LayerCatalog.Find(layer.Kind) is not { IsJoin: true } kind) return [before ?? ReadSource(layer, member, key)];
        var names = layer["Inputs"];
        if (!names.IsGiven) return [Value.Unknown];
        if (names.Items.Count < 2)
        {
            findings.Report(Problem.Of(ProblemKind.BadArgument, key, $"{kind.Name} of '{member.Declaration.Name}'", "needs the names of at least two members"));
            return [Value.Unknown];
        }

        return names.Items.Select((name, i) => paths.Read(name, member.Scope, key.At("Inputs#" + CSharp.Of(i)))).ToList();
    }

    private Value ReadSource(LayerDeclaration layer, MemberInstance member, ProblemKey key)
    {
        if (layer["From"] is { Kind: ConstantKind.Text } from) return paths.Read(from.Text, member.Scope, key.At("From"));
        return member.Previous is null ? member.Scope.Input : resolver.Resolve(member.Previous);
    }
}
