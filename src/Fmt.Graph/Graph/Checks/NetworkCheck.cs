using System;
using System.Linq;

namespace Fmt.Graph;

/// <summary>What <c>[Network]</c> itself says: input, classes, normalisation.</summary>
internal sealed class NetworkCheck(NetworkDeclaration declaration, Findings findings)
{
    private readonly ProblemKey _key = new(declaration.Class.FullName, "");

    /// <summary>The input's shape; null where it cannot be read.</summary>
    public Shape? ReadInput()
    {
        var input = Shape.Parse(declaration.Input);
        if (input is not { IsMap: true }) findings.Report(Problem.Of(ProblemKind.BadShapeText, _key.At("Input"), declaration.Input, "CxHxW, for instance 3x32x32"));
        return input;
    }

    /// <summary>Normalisation, number of classes, and that there are layers at all.</summary>
    public void Run(Shape? input)
    {
        if (declaration.Like is { Problem.Length: > 0 } like)
        {
            findings.Report(Problem.Of(ProblemKind.BadArgument, _key.At("Like"), $"Like = {like.Name}", $"but {like.Problem}"));
            return;
        }

        CheckNormalisation(input);
        if (declaration.Classes < 1) findings.Report(Problem.Of(ProblemKind.BadArgument, _key.At("Classes"), $"Classes is {CSharp.Of(declaration.Classes)}", "but must be at least 1"));
        if (!declaration.Class.Members.Any(m => m.Layers.Count > 0 && m.IsCalled)) findings.Report(Problem.Of(ProblemKind.EmptyNetwork, _key, declaration.Class.Name));
    }

    /// <summary>That the last layer gives one number per class.</summary>
    public void CheckOutput(Node output)
    {
        if (!output.Output.IsVector || output.Output.Channels != declaration.Classes)
            findings.Report(Problem.Of(ProblemKind.OutputIsNotClasses, _key.At("Classes"), declaration.Class.Name, output.Output, declaration.Classes, output.Path));
    }

    // The same bounds as the run time's Normalisation, which says where they are from.
    private void CheckNormalisation(Shape? input)
    {
        var (mean, std) = (declaration.Mean.Count > 0, declaration.Std.Count > 0);
        if (mean != std) findings.Report(Problem.Of(ProblemKind.BadArgument, _key.At(mean ? "Mean" : "Std"), mean ? "Mean" : "Std", $"is given without {(mean ? "Std" : "Mean")} (zeros as mean and ones as standard deviation change nothing)"));
        if (input is null) return;
        CheckValues("Mean", declaration.Mean, input, "-10 to 10", v => Math.Abs(v) <= 10);
        CheckValues("Std", declaration.Std, input, "0.000001 to 1000", v => v is >= 1e-6 and <= 1000);
    }

    private void CheckValues(string name, EquatableArray<double> values, Shape input, string range, Func<double, bool> isInside)
    {
        if (values.Count == 0) return;
        if (values.Count != input.Channels)
            findings.Report(Problem.Of(ProblemKind.BadArgument, _key.At(name), $"{name} has {values.Count} values", $"but needs one per channel ({input.Channels})"));
        else if (!values.All(isInside))
            findings.Report(Problem.Of(ProblemKind.BadArgument, _key.At(name), name, $"must be from {range} in every channel: pixels are between 0 and 1 (divide what is meant for 0 to 255 by 255)"));
    }
}
