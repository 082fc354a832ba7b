using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>A network whose equal scopes of one depth are uses of blocks.</summary>
internal sealed class FoldedDeclaration
{
    private readonly string _network;
    private readonly IReadOnlyList<ImportedLayer> _order;
    private readonly ImportedLayer _output;
    private readonly List<ClassText> _blocks = [];
    private readonly Dictionary<ImportedLayer, CellRun> _runs = [];

    private FoldedDeclaration(string network, IReadOnlyList<ImportedLayer> order, ImportedLayer output) => (_network, _order, _output) = (network, order, output);

    /// <summary>The network's members, then the blocks; null where nothing is folded.</summary>
    /// <param name="network">The network's class.</param>
    /// <param name="order">The layers in the members' order.</param>
    /// <param name="output">What gives the logits.</param>
    /// <param name="depth">How many parts the paths of the scopes have.</param>
    public static (ImmutableArray<MemberText> Members, ImmutableArray<ClassText> Blocks)? Build(string network, IReadOnlyList<ImportedLayer> order, ImportedLayer output, int depth)
    {
        var folded = new FoldedDeclaration(network, order, output);
        folded.Fold(CellFinder.Find(order, output, depth));
        if (folded._blocks.Count == 0) return null;
        var members = new NetworkMembers(network, order, folded._runs).Write(output);
        return (members, [.. folded._blocks]);
    }

    private void Fold(List<Cell> cells)
    {
        var patterns = new List<BlockPattern>();
        foreach (var cell in cells)
            if (!patterns.Any(p => p.TryAdd(cell))) patterns.Add(new BlockPattern(cell));
        foreach (var pattern in patterns.Where(p => p.Cells.Count > 1))
        {
            var name = BlockName(pattern.Cells[0].Scope);
            if (BlockBuilder.Build(name, pattern) is not { } block) continue;
            _blocks.Add(block.Text);
            foreach (var run in Runs(name, pattern, block.Parameters))
                foreach (var layer in run.Cells.SelectMany(c => c.Cell.Layers)) _runs[layer] = run;
        }
    }

    private IEnumerable<CellRun> Runs(string name, BlockPattern pattern, IReadOnlyList<CellParameter> parameters)
    {
        CellRun? run = null;
        foreach (var place in Enumerable.Range(0, pattern.Cells.Count).OrderBy(i => pattern.Cells[i].Output.Position))
        {
            var cell = pattern.Cells[place];
            if (run is not null && run.CanTake(place, cell) && IsReadOnceBy(run.Last, cell)) run = run with { Cells = run.Cells.Add((place, cell)) };
            else
            {
                if (run is not null) yield return run;
                run = new CellRun(name, parameters, [(place, cell)]);
            }
        }

        if (run is not null) yield return run;
    }

    /// <summary>Whether only the next use reads what one gives, so that nobody has to name it.</summary>
    private bool IsReadOnceBy(Cell before, Cell after) =>
        before.Output != _output && _order.Where(l => l.Inputs.Any(i => i.Layer == before.Output)).All(l => before.Layers.Contains(l) || after.Layers.Contains(l));

    private string BlockName(string scope)
    {
        var part = scope.Split('.').LastOrDefault(s => !s.All(char.IsAsciiDigit)) ?? "";
        var stem = _network + Identifiers.Pascal(part).TrimEnd("0123456789_".ToCharArray());
        if (!stem.EndsWith("Block", System.StringComparison.Ordinal)) stem += "Block";
        var name = stem;
        for (var i = 2; _blocks.Any(b => b.Name == name) || name == _network; i++) name = stem + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
