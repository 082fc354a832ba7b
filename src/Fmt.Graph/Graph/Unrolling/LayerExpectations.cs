namespace Fmt.Graph;

/// <summary>What a layer's declaration expects of it: its shape, and that its maps can be tested.</summary>
internal sealed class LayerExpectations(Findings findings)
{
    /// <summary><c>Expect</c>: a shape, or a question mark that asks for it.</summary>
    public void CheckShape(LayerDeclaration layer, Shape shape, MemberInstance member, ProblemKey key)
    {
        if (layer["Expect"] is not { Kind: ConstantKind.Text } expect) return;
        if (expect.Text == "?")
            findings.Report(Problem.Of(ProblemKind.ShapeReport, key.At("Expect"), member.Label(key), shape));
        else if (Shape.Parse(expect.Text) is not { } expected)
            findings.Report(Problem.Of(ProblemKind.BadShapeText, key.At("Expect"), expect.Text, "CxHxW, HxWxC (HWC), F or ?"));
        else if (expected != shape)
            findings.Report(Problem.Of(ProblemKind.UnexpectedShape, key.At("Expect"), member.Label(key), shape, expected) with { Fix = shape.ToString() });
    }

    /// <summary><c>Testable</c>.</summary>
    public void CheckTestable(LayerKind kind, LayerDeclaration layer, Shape shape, MemberInstance member, ProblemKey key)
    {
        var given = layer["Testable"];
        var wanted = given.Kind == ConstantKind.Bool && given.Number != 0;
        if (kind.IsOpaque && (wanted || !given.IsGiven))
            findings.Report(Problem.Of(ProblemKind.OpaqueModule, key, member.Label(key), member.Declaration.Type.Replace("global::", "")));
        else if (wanted && !kind.MakesSite && shape.IsVector)
            findings.Report(Problem.Of(ProblemKind.NoChannelAxis, key.At("Testable"), member.Label(key), kind.Name, shape));
        else if (wanted && !kind.MakesSite && !kind.IsOpaque)
            findings.Report(Problem.Of(ProblemKind.NotFilters, key.At("Testable"), member.Label(key), kind.Name));
    }
}
