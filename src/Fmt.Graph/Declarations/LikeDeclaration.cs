namespace Fmt.Graph;

/// <summary>The network whose members another one takes.</summary>
/// <param name="Name">The name users read in messages.</param>
/// <param name="Problem">Why its members cannot be taken; empty where they can.</param>
internal sealed record LikeDeclaration(string Name, string Problem);
