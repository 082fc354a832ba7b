namespace Fmt.Options;

/// <summary>One option and its value.</summary>
/// <param name="Name">The option's name.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="Origin">Where the value comes from: the paper, the released code, or a gap filled here.</param>
public sealed record Setting(string Name, string Value, string Origin);
