using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>Writes the members of the network's class: layers, and uses of blocks in the place of the layers that they hold.</summary>
/// <param name="network">The network's class.</param>
/// <param name="order">The layers in the members' order.</param>
/// <param name="runs">The uses that hold layers; those that are missing stand by themselves.</param>
internal sealed class NetworkMembers(string network, IReadOnlyList<ImportedLayer> order, IReadOnlyDictionary<ImportedLayer, CellRun> runs)
{
    private readonly Dictionary<ImportedLayer, string> _given = [];
    private readonly Dictionary<ImportedLayer, string> _properties = [];

    /// <summary>The members; the last one gives the logits.</summary>
    public ImmutableArray<MemberText> Write(ImportedLayer output)
    {
        var identifiers = new Identifiers(network);
        var items = order.Select(l => runs.TryGetValue(l, out var run) ? (object)run : l).Distinct(ReferenceEqualityComparer.Instance).ToList();
        foreach (var item in items) Name(item!, identifiers);
        var members = new List<MemberText>();
        ImportedLayer? before = null;
        foreach (var item in items)
        {
            members.Add(item is CellRun run ? Use(run, before) : Layer((ImportedLayer)item!, before, item == output));
            before = item is CellRun last ? last.Last.Output : (ImportedLayer)item!;
        }

        if (before != output) members.Add(new MemberText(identifiers.Take("logits"), "Activation", [AttributeText.Of("Identity", new ArgumentText("From", Constant.Of(_given[output])))]));
        return [.. members];
    }

    private void Name(object item, Identifiers identifiers)
    {
        if (item is CellRun run)
        {
            var property = identifiers.Take(run.Property);
            foreach (var layer in run.Cells.SelectMany(c => c.Cell.Layers)) _properties[layer] = property;
            _given[run.Last.Output] = property;
            return;
        }

        var single = (ImportedLayer)item;
        _given[single] = _properties[single] = identifiers.Take(single.Path);
    }

    private MemberText Use(CellRun run, ImportedLayer? before)
    {
        var property = _properties[run.First.Output];
        ArgumentText[] edges = run.First.Input.Layer == before ? [] : [new ArgumentText("From", Constant.Of(NameOf(run.First.Input.Layer)))];
        return new MemberText(property, run.Type, [run.Attribute(property, edges)]);
    }

    private MemberText Layer(ImportedLayer layer, ImportedLayer? before, bool isOutput)
    {
        var property = _properties[layer];
        List<ArgumentText> arguments = layer.Kind.IsJoin
            ? [new ArgumentText("Inputs", Constant.Of(layer.Inputs.Select(i => NameOf(i.Layer)).ToEquatable()))]
            : [.. LayerText.Arguments(layer)];
        if (isOutput && arguments.FindIndex(a => a.Name == "Features") is >= 0 and var at && !_properties.ContainsValue("Classes")) arguments[at] = new ArgumentText("Features", Constant.Of("Classes"));
        if (!layer.Kind.IsJoin && layer.Inputs[0].Layer != before) arguments.Add(new ArgumentText("From", Constant.Of(NameOf(layer.Inputs[0].Layer))));
        if (layer.Shares is { } shared) arguments.Add(new ArgumentText("Shares", Constant.Of(_properties[shared])));
        else if (layer.HasModule && Identifiers.StateName(property) != layer.Path) arguments.Add(new ArgumentText("Name", Constant.Of(layer.Path)));
        return new MemberText(property, LayerText.TypeOf(layer.Kind), [AttributeText.Of(layer.Kind.Name, [.. arguments])]);
    }

    private string NameOf(ImportedLayer? layer) => layer is null ? KnownNames.Input : _given[layer];
}
