using System.Linq;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Tool.Population.Edits;

/// <summary><c>same</c>: the same weights, for a case with other images.</summary>
internal sealed class SameWeights : INetworkEdit
{
    /// <inheritdoc/>
    public string Name => "same";

    /// <inheritdoc/>
    public void Apply(NetworkEditing editing) => Copy(editing);

    /// <summary>Copies all weights and statistics.</summary>
    /// <exception cref="DataException">The two are not of one declared class.</exception>
    public static void Copy(NetworkEditing editing)
    {
        var (from, to) = (editing.From, editing.To);
        string Text(StateEntry e) => $"{e.Name} {string.Join('x', e.Shape)}";
        if (!from.StateEntries.Select(Text).SequenceEqual(to.StateEntries.Select(Text)))
            throw new DataException($"{editing.Case.Network} has other weights than {editing.FromCase.Network}, of which it is to be made.", editing.Case.File);
        using var noGrad = torch.no_grad();
        foreach (var entry in to.StateEntries) to.StateTensor(entry.Name).copy_(from.StateTensor(entry.Name));
        to.eval();
    }
}
