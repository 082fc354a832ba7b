using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fmt.Generators.Tests.States;

/// <summary>
/// The state_dict of a declaration by the words of docs/language.md alone: names, order, shapes. Written apart from the graph, for declarations without mistakes;
/// what it gives for others means nothing.
/// </summary>
internal sealed class PlainReading
{
    private readonly List<string> _entries = [];

    /// <summary>The entries, each as its name and its shape.</summary>
    public static IReadOnlyList<string> Of(Declared network, int channels, int classes)
    {
        var reading = new PlainReading();
        var features = reading.Read(network, "", new Place(0, false, channels, 0, 0));
        reading._entries.Add($"fc.weight {classes}x{features}");
        reading._entries.Add($"fc.bias {classes}");
        return Grouped(reading._entries, 0);
    }

    /// <summary>A scope stands where the first of what it holds is declared, with all that it holds.</summary>
    private static List<string> Grouped(List<string> entries, int depth) => entries
        .GroupBy(e => string.Join('.', e.Split('.').Take(depth + 1)))
        .SelectMany(g => g.Count() == 1 || g.First() == g.Key ? [.. g] : Grouped([.. g], depth + 1))
        .ToList();

    /// <summary>Registers a class's members in the scope of a name; the channels of its output.</summary>
    private int Read(Declared type, string scope, Place place)
    {
        // What a reader of each member gets; the last called one is what the class gives.
        var given = new Dictionary<string, int> { ["input"] = place.Input };
        var last = place.Input;
        foreach (var member in type.Members)
        {
            var source = member.From is { } from ? given[from] : last;
            var result = member.When?.Value(place) == false ? member.Else is { } other ? given[other] : source : ReadMember(member, scope, place, source);
            given[member.Name] = result;
            if (member.Called) last = result;
        }

        return last;
    }

    private int ReadMember(Member member, string scope, Place place, int source)
    {
        if (!member.IsSequence && member.Parts[0].Kind is not "Repeat") return ReadPart(member.Parts[0], Join(scope, Title(member, place)), place, source);
        var number = 0;
        foreach (var part in member.Parts.Where(p => p.LayerWhen?.Value(place) != false))
        {
            for (var i = 0; i < (part.Kind == "Repeat" ? part.Count : 1); i++)
            {
                // Uses of a repeated block are numbered behind the name, unless an expression in it numbers them.
                var inside = part.Kind == "Repeat" ? place with { I = i, N = part.Count } : place;
                var isNumbered = member.IsSequence || member.Braces is null;
                var name = Join(scope, Title(member, member.IsSequence ? place : inside));
                source = ReadPart(part, isNumbered ? Join(name, Text(number)) : name, inside, source);
                number++;
            }
        }

        return source;
    }

    private int ReadPart(Part part, string name, Place place, int source)
    {
        switch (part.Kind)
        {
            case "Conv2d":
                var channels = part.Number!.Value(place);
                _entries.Add($"{name}.weight {channels}x{source}x1x1");
                _entries.Add($"{name}.bias {channels}");
                return channels;
            case "BatchNorm2d":
                foreach (var entry in new[] { "weight", "bias", "running_mean", "running_var" }) _entries.Add($"{name}.{entry} {source}");
                _entries.Add($"{name}.num_batches_tracked ");
                return source;
            case "ReLU":
                return source;
            default:
                return Read(part.Block!, name, new Place(part.Number!.Value(place), part.Wide?.Value(place) ?? false, source, 0, 0));
        }
    }

    private static string Title(Member member, Place place) =>
        member.Title is not { } title ? char.ToLowerInvariant(member.Name[0]) + member.Name[1..]
        : member.Braces is { } braces ? title + Text(braces.Value(place))
        : title;

    private static string Join(string scope, string name) => scope.Length == 0 ? name : name.Length == 0 ? scope : scope + "." + name;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
