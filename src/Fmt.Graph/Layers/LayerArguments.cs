using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A layer's arguments after evaluation, by parameter name.</summary>
internal sealed class LayerArguments(IReadOnlyDictionary<string, object?> values)
{
    public bool Has(string name) => values.TryGetValue(name, out var value) && value is not null;

    public int Int(string name) => (int)values[name]!;

    public Size Size(string name) => (Size)values[name]!;

    public double Double(string name) => (double)values[name]!;

    public bool Bool(string name) => (bool)values[name]!;

    public string Text(string name) => (string)values[name]!;

    public Shape Shape(string name) => (Shape)values[name]!;

    /// <summary>Whether two layers were given the same values (for shared modules).</summary>
    public bool SameAs(LayerArguments other, IEnumerable<Parameter> parameters)
    {
        foreach (var p in parameters)
        {
            values.TryGetValue(p.Name, out var mine);
            other.TryGet(p.Name, out var theirs);
            if (!Equals(mine, theirs)) return false;
        }

        return true;
    }

    private void TryGet(string name, out object? value) => values.TryGetValue(name, out value);
}
