using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>A network as one class, a member for every layer.</summary>
/// <param name="network">The network's class.</param>
internal sealed class FlatDeclaration(string network)
{
    private readonly Dictionary<ImportedLayer, string> _properties = [];

    /// <summary>The members.</summary>
    /// <param name="order">The layers in the members' order.</param>
    /// <param name="output">What gives the logits.</param>
    public ImmutableArray<MemberText> Members(IReadOnlyList<ImportedLayer> order, ImportedLayer output)
    {
        var identifiers = new Identifiers(network);
        foreach (var layer in order) _properties[layer] = identifiers.Take(layer.Path);
        var members = order.Select((layer, i) => Member(layer, i == 0 ? null : order[i - 1], layer == output)).ToList();
        if (order[^1] != output) members.Add(new MemberText(identifiers.Take("logits"), "Activation", [AttributeText.Of("Identity", new ArgumentText("From", Constant.Of(_properties[output])))]));
        return [.. members];
    }

    private MemberText Member(ImportedLayer layer, ImportedLayer? before, bool isOutput)
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

    private string NameOf(ImportedLayer? layer) => layer is null ? KnownNames.Input : _properties[layer];
}
