using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>The C# of a plan's steps. Values are <c>f[number]</c>; a layer's expression is its kind's.</summary>
/// <param name="fields">The field of every module, by the node that holds it.</param>
internal sealed class StepText(IReadOnlyDictionary<int, string> fields)
{
    /// <summary>The statements of one step, in order.</summary>
    public IEnumerable<string> Of(Step step)
    {
        if (step.Norm is { } read) yield return $"Reads({CSharp.Of(read)}, f, {CSharp.Of(step.Reads[0])});";
        yield return $"{Value(step.Writes)} = {Expression(step)}; // {step.Node.Path}: {step.Node.Output}";
        foreach (var value in step.Frees) yield return $"f.Free({CSharp.Of(value)});";
        // After the input's end, so that what is added here finds only live values.
        if (step.Norm is { } given) yield return $"Gives({CSharp.Of(given)}, f, {CSharp.Of(step.Writes)});";
        if (step.Site is { } site) yield return $"At({CSharp.Of(site)}, f, {CSharp.Of(step.Writes)});";
    }

    private string Expression(Step step)
    {
        var (kind, arguments) = (step.Node.Kind!, step.Node.Arguments);
        var module = step.Module is { } holder ? fields[holder] : "";
        var inputs = step.Reads.Select((value, k) => k == 0 && step.Overwrites is not null ? $"f.Take({CSharp.Of(value)})" : Value(value)).ToArray();
        if (step.Overwrites is not null) return kind.ForwardInPlace(arguments, inputs, module);
        return step.Precision == StepPrecision.AsWeights ? kind.ForwardOnImage(arguments, inputs, module) : kind.Forward(arguments, inputs, module);
    }

    private static string Value(int value) => $"f[{CSharp.Of(value)}]";
}
