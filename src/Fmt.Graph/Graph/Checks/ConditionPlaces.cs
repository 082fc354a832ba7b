using System.Linq;

namespace Fmt.Graph;

/// <summary>
/// What of a layer attribute belongs to the member and what to the layer: in a sequence the member's stands on the first layer.
/// What stands elsewhere is an error, so that nothing means the one where the other was meant.
/// </summary>
internal sealed class ConditionPlaces(Findings findings)
{
    /// <returns>Whether the member has a condition; null where that is not known.</returns>
    public bool? Check(MemberDeclaration member, ProblemKey key)
    {
        if (!(member.IsSequence ? CheckLayers(member, key) : CheckSingle(member, key))) return null;
        var first = member.Layers[0];
        bool? mayBeAbsent = first.Arguments.FirstOrDefault(a => a.Name == "When")?.Value.Kind switch
        {
            null or ConstantKind.Null => false,
            // Half typed.
            ConstantKind.None => null,
            _ => true,
        };
        if (mayBeAbsent == false && first["Else"].IsGiven)
            findings.Report(Problem.Of(ProblemKind.BadArgument, (key with { Layer = 0 }).At("Else"), $"Else of '{member.Name}'", "is given without When"));
        return mayBeAbsent;
    }

    /// <returns>Whether the condition is where it must be.</returns>
    private bool CheckSingle(MemberDeclaration member, ProblemKey key)
    {
        var layer = member.Layers[0];
        if (!layer["LayerWhen"].IsGiven) return true;
        ReportPlace("LayerWhen", member, key with { Layer = 0 }, "is for the layers of a sequence (a member's condition is When)", layer["When"].IsGiven ? null : "When");
        return false;
    }

    /// <returns>Whether the condition is where it must be.</returns>
    private bool CheckLayers(MemberDeclaration member, ProblemKey key)
    {
        for (var i = 1; i < member.Layers.Count; i++)
            foreach (var name in new[] { "From", "Name", "Else", "Called" })
                if (member.Layers[i][name] is { IsGiven: true } given) ReportLater(name, member, key with { Layer = i }, member.Layers[0][name], given);

        var conditions = member.Layers.Select(l => l["When"]).ToList();
        if (!conditions.Skip(1).Any(c => c.IsGiven)) return true;
        // One that all layers have is meant for the whole; else each is meant for its layer.
        var isWhole = conditions.All(c => c == conditions[0]);
        for (var i = 0; i < conditions.Count; i++)
        {
            if (isWhole && i > 0)
                ReportLater("When", member, key with { Layer = i }, conditions[0], conditions[i]);
            else if (!isWhole && conditions[i].IsGiven)
                ReportPlace("When", member, key with { Layer = i }, "belongs to the whole sequence and stands on its first layer alone (a layer's own condition is LayerWhen)", "LayerWhen");
        }

        return isWhole;
    }

    /// <summary>The whole's argument on a later layer. Where the first has another one, nobody can know which is right.</summary>
    private void ReportLater(string argument, MemberDeclaration member, ProblemKey key, Constant first, Constant given)
    {
        if (first.IsGiven)
            ReportPlace(argument, member, key, "belongs to the whole sequence, which has one on its first layer (remove it)", first == given ? "" : null);
        else
            ReportPlace(argument, member, key, "belongs to the whole sequence (put it on the first layer)", argument);
    }

    /// <param name="fix">The name under which the argument is right where it stands; its own name where it belongs on the first layer; empty where it goes; null where there is no fix.</param>
    private void ReportPlace(string argument, MemberDeclaration member, ProblemKey key, string wrong, string? fix)
    {
        var layer = member.IsSequence ? $"{member.Name}[{CSharp.Of(key.Layer)}]" : member.Name;
        findings.Report(Problem.Of(ProblemKind.MisplacedArgument, key.At(argument), argument, layer, wrong) with { Fix = fix });
    }
}
