namespace Fmt.Defences;

/// <summary>A threshold that innocent networks have moved: a sign counts only where it is stronger than in any of them.</summary>
/// <param name="Sign">The sign's name.</param>
/// <param name="From">The threshold without them.</param>
/// <param name="To">The threshold with them.</param>
/// <param name="Network">Number of the innocent network that has the most of this sign, from 0, in the order in which they were given.</param>
public sealed record RaisedThreshold(string Sign, double From, double To, int Network);
