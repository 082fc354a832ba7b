using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Fmt.Generators.Tests.States;

/// <summary>Random declarations, right ones and wrong ones, in all forms that give names: blocks in blocks and in sequences, conditions, titles, what is registered only.</summary>
internal sealed class RandomDeclaration(int seed)
{
    /// <summary>The number of classes of every network.</summary>
    public const int Classes = 4;

    /// <summary>The channels of every network's input.</summary>
    public const int Channels = 3;

    private readonly Random _random = new(seed);

    private static readonly Term<int>[] Numbers = [new("4", _ => 4), new("6", _ => 6), new("input.Channels", p => p.Input), new("Classes * 2", _ => 2 * Classes)];

    private static readonly Term<int>[] OfBlock = [new("Width", p => p.Width), new("Width * 2", p => p.Width * 2), new("Wide ? 8 : 4", p => p.Wide ? 8 : 4)];

    private static readonly Term<int>[] OfRepeat = [new("4 + 2 * i", p => 4 + (2 * p.I)), new("first ? 4 : 6", p => p.I == 0 ? 4 : 6), new("last ? 8 : 4", p => p.I == p.N - 1 ? 8 : 4)];

    private static readonly Term<bool>[] Conditions = [new("Classes > 3", _ => true), new("Classes > 9", _ => false), new("input.Channels > 4", p => p.Input > 4)];

    private static readonly Term<bool>[] ConditionsOfBlock = [new("Wide", p => p.Wide), new("!Wide", p => !p.Wide), new("Width != input.Channels", p => p.Width != p.Input)];

    /// <summary>A network and the blocks that it may use, innermost first.</summary>
    public (Declared Network, IReadOnlyList<Declared> Blocks) Make(string name)
    {
        var blocks = new List<Declared>();
        for (var i = 0; i < 2; i++) blocks.Add(new Declared($"{name}Part{i}", true, Members(blocks, isBlock: true)));
        return (new Declared(name, false, Members(blocks, isBlock: false)), blocks);
    }

    /// <summary>The C# of a declaration.</summary>
    public static string Source(Declared type)
    {
        var text = new StringBuilder();
        text.Append(type.IsBlock ? "[Block]" : $"[Network(\"{Channels}x4x4\", Classes = {Classes})]").Append($" public sealed partial class {type.Name}\n{{\n");
        if (type.IsBlock) text.Append("    [Parameter] public partial int Width { get; }\n    [Parameter(false)] public partial bool Wide { get; }\n");
        foreach (var member in type.Members) text.Append("    ").Append(Source(member)).Append('\n');
        if (!type.IsBlock) text.Append("    [GlobalAvgPool2d] public partial Activation EndPool { get; } [Flatten] public partial Activation EndFlat { get; } [Linear(\"Classes\", Name = \"fc\")] public partial Linear End { get; }\n");
        return text.Append("}\n").ToString();
    }

    private Member[] Members(List<Declared> blocks, bool isBlock)
    {
        var members = new List<Member>();
        for (var count = _random.Next(2, 6); members.Count < count;) members.Add(MemberOf($"M{members.Count}", members, blocks, isBlock));
        return [.. members];
    }

    private Member MemberOf(string name, List<Member> before, List<Declared> blocks, bool isBlock)
    {
        var isSequence = Chance(3);
        var parts = Enumerable.Range(0, isSequence ? _random.Next(1, 4) : 1).Select(_ => PartOf(blocks, isBlock, isSequence)).ToArray();
        // One attribute that uses a block is a block or a stage, not a sequence.
        isSequence &= parts.Length > 1 || parts[0].Block is null;
        if (!isSequence) parts = [parts[0] with { LayerWhen = null }];
        var isRepeat = !isSequence && parts[0].Kind == "Repeat";
        var hasBraces = Chance(8);
        var when = Chance(4) ? Condition(isBlock) : null;
        return new Member(
            name,
            parts,
            isSequence,
            hasBraces ? "x.t" : Chance(3) ? Pick("a", "b.c", "m0", "") : null,
            !hasBraces ? null : isRepeat ? Pick(new Term<int>("i + 1", p => p.I + 1), new Term<int>("3", _ => 3)) : Number(isBlock),
            Chance(5) ? Source(before) : null,
            when,
            when is not null && Chance(3) ? Source(before) : null,
            !Chance(6));
    }

    private Part PartOf(List<Declared> blocks, bool isBlock, bool isSequence)
    {
        var own = isSequence && Chance(4) ? Condition(isBlock) : null;
        if (blocks.Count == 0 || !Chance(3))
        {
            var kind = Pick("Conv2d", "Conv2d", "BatchNorm2d", "ReLU");
            return new Part(kind, kind == "Conv2d" ? Number(isBlock) : null, null, null, 0, own);
        }

        var isRepeat = Chance(2);
        return new Part(
            isRepeat ? "Repeat" : "Use",
            isRepeat && Chance(2) ? Pick(OfRepeat) : Number(isBlock),
            Chance(3) ? Condition(isBlock) : null,
            Pick([.. blocks]),
            _random.Next(0, 4),
            own);
    }

    private static string Source(Member member)
    {
        var attributes = member.Parts.Select((part, at) => Source(part, at == 0 ? member : null));
        var type = member.IsSequence ? "Sequence" : member.Parts[0] switch
        {
            { Kind: "Use" } use => use.Block!.Name,
            { Kind: "Repeat" } repeat => $"Stage<{repeat.Block!.Name}>",
            { Kind: "ReLU" } => "Activation",
            var layer => layer.Kind,
        };
        return $"[{string.Join(", ", attributes)}] public partial {type}{(member.When is null ? "" : "?")} {member.Name} {{ get; }}";
    }

    private static string Source(Part part, Member? whole)
    {
        var arguments = new List<string>();
        if (part.Kind == "Repeat") arguments.Add($"{part.Count}");
        if (part.Kind == "Conv2d") arguments.Add($"\"{part.Number!.Text}\"");
        if (part.Block is not null) arguments.Add($"\"Width = {part.Number!.Text}{(part.Wide is { } wide ? $", Wide = {wide.Text}" : "")}\"");
        if (part.LayerWhen is { } own) arguments.Add($"LayerWhen = \"{own.Text}\"");
        if (whole?.Title is { } title) arguments.Add($"Name = \"{title}{(whole.Braces is { } braces ? $"{{{braces.Text}}}" : "")}\"");
        if (whole?.From is { } from) arguments.Add($"From = \"{from}\"");
        if (whole?.When is { } when) arguments.Add($"When = \"{when.Text}\"");
        if (whole?.Else is { } other) arguments.Add($"Else = \"{other}\"");
        if (whole is { Called: false }) arguments.Add("Called = false");
        return $"{part.Kind}{(part.Block is { } block ? $"<{block.Name}>" : "")}{(arguments.Count > 0 ? $"({string.Join(", ", arguments)})" : "")}";
    }

    private string Source(List<Member> before) => before.Count == 0 || Chance(3) ? "input" : before[_random.Next(before.Count)].Name;

    private Term<int> Number(bool isBlock) => isBlock && Chance(2) ? Pick(OfBlock) : Pick(Numbers);

    private Term<bool> Condition(bool isBlock) => isBlock && Chance(2) ? Pick(ConditionsOfBlock) : Pick(Conditions);

    private bool Chance(int of) => _random.Next(of) == 0;

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];
}
