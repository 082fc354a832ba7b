using System.Collections.Generic;
using System.Linq;
using System.Text;
using Fmt.Graph;
using Fmt.Tests.LayerRows;

namespace Fmt.Generators.Tests.Layers;

/// <summary>A random right network: a graph of convolutions, norms, activations, pools and joins whose loose ends are pooled and concatenated.</summary>
internal static class RandomNetwork
{
    private static readonly LayerKind[] Kinds = [.. LayerRowTable.ByKind.Values.SelectMany(r => Enumerable.Repeat(LayerCatalog.Find(r.Name)!, r.Often))];

    public static string Source(string name, int seed)
    {
        var random = new RandomLayer(seed);
        var input = Shape.Map(random.Next(1, 4), random.Next(6, 12), random.Next(6, 12));
        var values = new List<(string Name, Shape Shape)> { ("input", input) };
        var read = new HashSet<string>();
        var members = new StringBuilder();
        for (var tries = 0; tries < 200 && values.Count < 14; tries++)
        {
            var kind = random.Pick(Kinds);
            var inputs = Inputs(kind, values, random);
            var arguments = random.Arguments(kind);
            if (inputs is null || kind.InferShape(new LayerArguments(arguments), [.. inputs.Select(i => new Source(i.Shape, i.Name))]).Shape is not { } shape) continue;
            var member = "M" + CSharp.Of(values.Count);
            Add(members, RandomLayer.Attribute(kind, arguments, string.Join(", ", inputs.Select(i => $"\"{i.Name}\""))), kind.ModuleType ?? "Activation", member);
            foreach (var (used, _) in inputs) read.Add(used);
            values.Add((member, shape));
        }

        var ends = values.Where(v => v.Name != "input" && !read.Contains(v.Name)).Select(v => v.Name).ToArray();
        foreach (var end in ends) Add(members, $"[GlobalAvgPool2d(From = \"{end}\")]", "Activation", "P" + end);
        if (ends.Length > 1) Add(members, $"[Concat({string.Join(", ", ends.Select(e => $"\"P{e}\""))})]", "Activation", "Ends");
        Add(members, "[Flatten]", "Activation", "Flat");
        Add(members, "[Linear(\"Classes\")]", "Linear", "Fc");
        return $"namespace Nets {{ [Network(\"{input}\", Classes = 3)] public sealed partial class {name}\n{{\n{members}}} }}\n";
    }

    private static (string Name, Shape Shape)[]? Inputs(LayerKind kind, List<(string Name, Shape Shape)> values, RandomLayer random)
    {
        // The newest half of the time, so that chains grow; else any, so that maps get several readers.
        var first = random.Next(0, 2) == 0 ? values[^1] : random.Pick(values);
        if (!kind.IsJoin) return [first];
        var partners = values.Where(v => kind.InferShape(new LayerArguments(new Dictionary<string, object?>()), [new Source(first.Shape, ""), new Source(v.Shape, "")]).Shape is not null).ToList();
        return partners.Count == 0 ? null : [first, .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Pick(partners))];
    }

    private static void Add(StringBuilder members, string attribute, string type, string name) => members.Append($"    {attribute} public partial {type} {name} {{ get; }}\n");
}
