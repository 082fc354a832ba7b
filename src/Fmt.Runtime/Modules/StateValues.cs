using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>
/// Looks for values that no network can compute with: NaN and infinities in any real tensor of a state_dict, whether the forward pass reads it or not, and
/// variances below zero. One pass over each tensor, where it lies; nothing is copied.
/// </summary>
internal static class StateValues
{
    private const string Variance = "running_var";

    /// <summary>One line per entry that has such values, in the state_dict's order: its name, how many of how many, the first of them. Empty where all is sound.</summary>
    public static ImmutableArray<string> Invalid(IStateDict module) => Invalid(module.StateEntries.Select(e => (e.Name, module.StateTensor(e.Name))));

    /// <summary>The same of tensors by name.</summary>
    public static ImmutableArray<string> Invalid(IEnumerable<(string Name, torch.Tensor Values)> entries) => [.. entries.Select(e => Invalid(e.Name, e.Values)).OfType<string>()];

    /// <summary>Whether no element is NaN or infinite; true of whole numbers and of an empty tensor.</summary>
    public static bool AreFinite(torch.Tensor values) => !Countable(values) || Extremes(values) is { Least: var least, Most: var most } && double.IsFinite(least) && double.IsFinite(most);

    /// <summary>The entry with the largest absolute value; all must be finite.</summary>
    public static (string Name, double Value) Largest(IStateDict module) =>
        module.StateEntries.Select(e => (e.Name, Values: module.StateTensor(e.Name))).Where(e => Countable(e.Values))
            .Select(e => (e.Name, Extremes(e.Values) is var (least, most) ? Math.Max(Math.Abs(least), Math.Abs(most)) : 0)).MaxBy(e => e.Item2);

    private static string? Invalid(string name, torch.Tensor values)
    {
        if (!Countable(values)) return null;
        var isVariance = name == Variance || name.EndsWith("." + Variance, StringComparison.Ordinal);
        var (least, most) = Extremes(values);
        if (!double.IsFinite(least) || !double.IsFinite(most)) return Line(name, values, values => values.isfinite().logical_not(), "NaN or infinite");
        return isVariance && least < 0 ? Line(name, values, values => values.lt(0), "below 0, which no variance is") : null;
    }

    private static bool Countable(torch.Tensor values) => values.is_floating_point() && values.numel() > 0;

    /// <summary>NaN where any element is.</summary>
    private static (double Least, double Most) Extremes(torch.Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var (least, most) = torch.aminmax(values.detach());
        return (least.to(torch.float64).item<double>(), most.to(torch.float64).item<double>());
    }

    private static string Line(string name, torch.Tensor values, Func<torch.Tensor, torch.Tensor> wrong, string what)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var flat = values.detach().flatten();
        var places = wrong(flat).nonzero().flatten();
        var first = places[0].item<long>();
        return FormattableString.Invariant($"{name}: {places.numel()} of {flat.numel()} values {(places.numel() == 1 ? "is" : "are")} {what} (element {first} is {flat[first].to(torch.float64).item<double>()})");
    }
}
