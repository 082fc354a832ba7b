using System;
using Fmt.Modules;

namespace Fmt.Engine;

/// <summary>Stops a training that left the numbers: NaN never comes back from there.</summary>
internal static class Divergence
{
    private const string Remedy = "A smaller learning rate may help, if the network was sound before.";

    /// <summary>After a step.</summary>
    /// <param name="loss">The batch's.</param>
    /// <param name="part">Name of the training.</param>
    /// <param name="epoch">From 0.</param>
    /// <exception cref="NetworkException">The loss is not a number.</exception>
    public static void Check(double loss, string part, int epoch)
    {
        if (!double.IsFinite(loss)) throw new NetworkException(FormattableString.Invariant($"The loss of {part} became {loss} in epoch {epoch + 1}, and the training was stopped. {Remedy}"));
    }

    /// <summary>After an epoch.</summary>
    /// <exception cref="NetworkException">A weight or a statistic is not a number.</exception>
    public static void Check(IStateDict network, string part, int epoch)
    {
        if (StateValues.Invalid(network) is { IsEmpty: false } invalid)
            throw new NetworkException(FormattableString.Invariant($"After epoch {epoch + 1} of {part} there are values that no network can compute with, and the training was stopped:\n  {string.Join("\n  ", invalid)}\n{Remedy}"));
    }
}
