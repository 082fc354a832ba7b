using System.Collections.Immutable;

namespace Fmt.Attacks;

/// <summary>A trigger made by <see cref="TrojanSquare"/>, and how far it got.</summary>
/// <param name="Trigger">Adds the mask to images.</param>
/// <param name="Units">The inputs of the last linear layer that were chosen, those with the largest weights first.</param>
/// <param name="FirstLoss">Sum over the units of (value - wanted)^2 before the first step.</param>
/// <param name="Loss">The same for the trigger.</param>
/// <param name="Steps">Steps taken.</param>
public sealed record TrojanTrigger(PatternTrigger Trigger, ImmutableArray<int> Units, double FirstLoss, double Loss, int Steps);
