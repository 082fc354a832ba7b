
namespace Fmt.Graph;

/// <summary>What is wrong with an expression, and which characters of it.</summary>
/// <param name="Advice">What to say in place of the nearest name.</param>
/// <param name="Nearest">The nearest right name, where the fault is an unknown one.</param>
internal sealed record ExprError(int Start, int Length, string Message, bool UnknownName = false, string? Nearest = null, string? Advice = null);
