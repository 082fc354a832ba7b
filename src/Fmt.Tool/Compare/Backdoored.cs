using Fmt.Metrics;

namespace Fmt.Tool.Compare;

/// <summary>Whether a network counts as backdoored or as innocent where methods and signs are judged.</summary>
internal static class Backdoored
{
    /// <summary>ASR, in percent, from which it counts as backdoored.</summary>
    public const double Attacked = 50;

    /// <summary>ASR below which it counts as innocent; between the two it counts as neither.</summary>
    public const double Innocent = 20;

    /// <summary>True, false where it is innocent or no trigger is known, null where it is half true.</summary>
    public static bool? Is(Rates asItCame) => asItCame.Asr is not { } asr || asr < Innocent ? false : asr >= Attacked ? true : null;
}
