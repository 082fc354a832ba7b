
namespace Fmt.Graph;

/// <summary>Where a problem is: a class, a member, one of its attributes, an argument, and a part of that argument's text. The analyzer turns it into a place in the source.</summary>
/// <param name="Class">Full name of the class.</param>
/// <param name="Member">The property; empty for the class's own attribute.</param>
/// <param name="Layer">Which layer attribute of the property, from 0; -1 for the property itself.</param>
/// <param name="Argument">The argument's name; empty for the whole attribute.</param>
/// <param name="Start">First character inside the argument's text; -1 for the whole argument.</param>
/// <param name="Length">Number of characters.</param>
internal sealed record ProblemKey(string Class, string Member, int Layer = -1, string Argument = "", int Start = -1, int Length = 0)
{
    public ProblemKey At(string argument) => this with { Argument = argument };
}
