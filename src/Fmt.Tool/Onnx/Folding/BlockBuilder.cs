using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>Writes the class of a block.</summary>
internal sealed class BlockBuilder
{
    private readonly BlockPattern _pattern;
    private readonly ParameterFinder _finder;
    private readonly Dictionary<string, string> _properties = [];
    private readonly Dictionary<string, bool[]> _present = [];

    private BlockBuilder(string name, BlockPattern pattern)
    {
        _pattern = pattern;
        var names = new Identifiers(name);
        foreach (var slot in pattern.Slots)
        {
            _properties[slot.Key] = names.Take(slot.Name);
            _present[slot.Key] = [.. pattern.Cells.Select(slot.Layers.ContainsKey)];
        }

        _finder = new ParameterFinder(pattern.Cells, names);
    }

    /// <summary>The class and its parameters; null where some number has no expression.</summary>
    public static (ClassText Text, IReadOnlyList<CellParameter> Parameters)? Build(string name, BlockPattern pattern)
    {
        var builder = new BlockBuilder(name, pattern);
        // Numbers first, since conditions are written in terms of them.
        var arguments = pattern.Slots.Select(builder.Numbers).ToList();
        if (arguments.Any(a => a is null)) return null;
        var members = pattern.Slots.Select((slot, i) => builder.Member(i, arguments[i]!)).ToList();
        var parameters = builder._finder.All.Select(p => new MemberText(p.Name, p.Type, [new AttributeText("Parameter", p.Default is null ? [] : [new ArgumentText("Value", LayerText.ValueOf(p.Default))])]));
        var summary = $"Block of {pattern.Cells[0].Scope}" + (pattern.Cells.Count == 1 ? "." : $" and {pattern.Cells.Count - 1} more.");
        return (new ClassText(name, summary, AttributeText.Of("Block"), [.. parameters, .. members]), builder._finder.All);
    }

    private List<ArgumentText>? Numbers(Slot slot)
    {
        var arguments = new List<ArgumentText>();
        if (slot.Kind.IsJoin) return arguments;
        var layers = _pattern.Cells.Select(c => slot.Layers.GetValueOrDefault(c)).ToList();
        var read = (slot.Edges[0].Length == 0 ? "input.Channels" : _properties[slot.Edges[0]] + ".Channels", layers.Select(l => l?.Inputs[0].Shape.Channels).ToArray());
        foreach (var parameter in slot.Kind.Parameters.Where(p => layers.Any(l => l?.Given.ContainsKey(p.Name) == true)))
        {
            var values = layers.Select(l => l is null ? null : l.Given.TryGetValue(parameter.Name, out var value) ? value : parameter.Default).ToList();
            if (_finder.Express(parameter.Name, values, read) is not { } text) return null;
            arguments.Add(new ArgumentText(parameter.Name, text));
        }

        return arguments;
    }

    private MemberText Member(int index, List<ArgumentText> arguments)
    {
        var slot = _pattern.Slots[index];
        var property = _properties[slot.Key];
        var before = index == 0 ? "" : _pattern.Slots[index - 1].Key;
        if (slot.Kind.IsJoin) arguments.Add(new ArgumentText("Inputs", Constant.Of(slot.Edges.Select(NameOf).ToEquatable())));
        else if (slot.Edges[0] != before) arguments.Add(new ArgumentText("From", Constant.Of(NameOf(slot.Edges[0]))));
        var isOptional = _present[slot.Key].Contains(false);
        if (isOptional) arguments.Add(new ArgumentText("When", Constant.Of(When(index))));
        if (slot.Else is not null) arguments.Add(new ArgumentText("Else", Constant.Of(NameOf(slot.Else))));
        if (slot.Kind.ModuleType is not null && Identifiers.StateName(property) != slot.Name) arguments.Add(new ArgumentText("Name", Constant.Of(slot.Name)));
        return new MemberText(property, LayerText.TypeOf(slot.Kind) + (isOptional ? "?" : ""), [AttributeText.Of(slot.Kind.Name, [.. arguments])]);
    }

    /// <summary>As another member's, where both are in the same uses.</summary>
    private string When(int index)
    {
        var slot = _pattern.Slots[index];
        var same = _pattern.Slots.Take(index).FirstOrDefault(s => _present[s.Key].SequenceEqual(_present[slot.Key]));
        return same is not null ? _properties[same.Key] : _finder.Condition(_present[slot.Key], slot.Kind.Name);
    }

    private string NameOf(string key) => key.Length == 0 ? KnownNames.Input : _properties[key];
}
