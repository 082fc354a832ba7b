
namespace Fmt.Defences;

/// <summary>One attempt and its judgement.</summary>
/// <param name="FrozenStatistics">Whether batch norm's statistics were kept as they came.</param>
/// <param name="Plain">The images as they are; null, as the other, where weights or answers became no numbers.</param>
/// <param name="Changed">The same images mirrored or shifted.</param>
public sealed record GuardedAttempt(bool FrozenStatistics, GuardedLoss? Plain, GuardedLoss? Changed)
{
    /// <summary>Whether the loss is within the bound in one of the two.</summary>
    public bool Kept => Plain is { Within: true } || Changed is { Within: true };
}
