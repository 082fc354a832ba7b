namespace Fmt.Graph;

/// <summary>A named argument of a layer attribute; positional ones carry their parameter's name, first letter upper.</summary>
internal sealed record Argument(string Name, Constant Value);
