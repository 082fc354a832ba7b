namespace Fmt.Generators.Tests.States;

/// <summary>What expressions see at one place.</summary>
internal sealed record Place(int Width, bool Wide, int Input, int I, int N);
