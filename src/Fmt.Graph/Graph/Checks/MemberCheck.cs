using System.Linq;

namespace Fmt.Graph;

/// <summary>What can be said of a member by itself: that the generator can write its other half, its name, its type, its place for arguments.</summary>
internal sealed class MemberCheck(ClassLibrary library, Findings findings)
{
    private readonly ConditionPlaces _places = new(findings);

    /// <summary>Reports what is wrong with a member.</summary>
    public void Check(ClassDeclaration declaration, MemberDeclaration member, bool isNetwork)
    {
        var key = new ProblemKey(declaration.FullName, member.Name);
        // Layers are the network's own, made by its constructor.
        if (!member.Property.Emit || (member.Property.Modifiers.Split(' ') is { } modifiers && (modifiers.Contains("static") || modifiers.Contains("required"))))
        {
            findings.Report(Problem.Of(ProblemKind.MemberNotPartial, key, member.Name));
            return;
        }

        if (member.Property.Accessors.Any(a => !a.EndsWith("get", System.StringComparison.Ordinal)))
            findings.Report(Problem.Of(ProblemKind.LayerHasSetter, key, member.Name, member.Parameter is null ? "layer" : "parameter"));
        CheckName(member, key);
        if (KnownNames.ReservedInBlocks.Contains(member.Name) || (isNetwork && KnownNames.IsReserved(member.Name)))
            findings.Report(Problem.Of(ProblemKind.ReservedName, key, member.Name));
        if (member.Parameter is null) CheckLayers(member, key);
        else if (isNetwork) findings.Report(Problem.Of(ProblemKind.BadArgument, key, $"'{member.Name}'", "is a parameter; only blocks have parameters"));
        else CheckParameter(member, key);
    }

    private void CheckName(MemberDeclaration member, ProblemKey key)
    {
        if (member.Layers.Count == 0 || member.Layers[0]["Name"] is not { Kind: ConstantKind.Text, Text.Length: > 0 } name) return;
        if (name.Text.Split('.').Any(part => part.Trim().Length == 0))
            findings.Report(Problem.Of(ProblemKind.BadArgument, (key with { Layer = 0 }).At("Name"), $"Name \"{name.Text}\"", "has an empty part between its dots"));
    }

    private void CheckLayers(MemberDeclaration member, ProblemKey key)
    {
        for (var i = 0; i < member.Layers.Count; i++)
            if (member.Layers[i].Block is { Length: > 0 } block && library.Find(block) is null)
                findings.Report(Problem.Of(ProblemKind.NotABlock, key with { Layer = i }, block.Replace("global::", "")));
        CheckType(member, key, _places.Check(member, key));
    }

    /// <param name="mayBeAbsent">Whether the property must be nullable; null where that is not known.</param>
    private void CheckType(MemberDeclaration member, ProblemKey key, bool? mayBeAbsent)
    {
        var nullable = mayBeAbsent ?? member.Nullable;
        if (ExpectedType(member) is not { } expected || member.Type.Length == 0 || (member.Type == expected && member.Nullable == nullable)) return;
        var text = expected + (nullable ? "?" : "");
        var reason = member.Type != expected ? ""
            : !nullable ? " (only a member with When can be absent)"
            : member.IsSequence ? " (its When is the whole sequence's; a layer's own condition is LayerWhen)"
            : "";
        findings.Report(Problem.Of(ProblemKind.WrongMemberType, key, member.Name, Short(text), Short(member.Type + (member.Nullable ? "?" : "")), reason) with { Fix = text });
    }

    private void CheckParameter(MemberDeclaration member, ProblemKey key)
    {
        if (member.Type.Length == 0) return;
        if (!ParameterFit.IsType(member.Type))
        {
            findings.Report(Problem.Of(ProblemKind.WrongMemberType, key, member.Name, "int, double or bool", Short(member.Type), ""));
            return;
        }

        var given = member.Parameter!.Default;
        if (given is { Kind: ConstantKind.Text or ConstantKind.Texts or ConstantKind.Unfit })
            findings.Report(Problem.Of(ProblemKind.BadArgument, key.At("Value"), $"The default of '{member.Name}'", $"must be of type {Short(member.Type)}"));
        var value = ExprValue.Of(given);
        if (!value.IsUnknown) ParameterFit.Of(value, member, key.At("Value"), value.ToString(), findings);
    }

    /// <summary>The type a member's property must have; null where any will do.</summary>
    private static string? ExpectedType(MemberDeclaration member)
    {
        if (member.Layers.Count == 0) return null;
        var layer = member.Layers[0];
        if (member.IsSequence) return KnownNames.Sequence;
        if (layer.Block is { Length: 0 }) return null;
        if (layer.Block is not null) return layer.Kind == KnownNames.Use ? layer.Block : KnownNames.Stage(layer.Block);
        var type = LayerCatalog.Find(layer.Kind)?.ModuleType ?? KnownNames.Activation;
        return type.Length == 0 ? member.Type : type;
    }

    private static string Short(string type)
    {
        var inner = type.IndexOf('<');
        if (inner > 0) return Short(type.Substring(0, inner)) + "<" + Short(type.Substring(inner + 1));
        return type.Substring(type.LastIndexOfAny(['.', ':']) + 1);
    }
}
