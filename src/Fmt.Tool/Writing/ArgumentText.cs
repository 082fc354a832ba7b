using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>An argument of an attribute.</summary>
/// <param name="Name">The attribute's property; the writer knows which of them its constructor takes.</param>
/// <param name="Value">The value; names of members are texts here.</param>
/// <param name="Mark">What a state_dict does not tell of it; null where it does.</param>
internal sealed record ArgumentText(string Name, Constant Value, string? Mark = null);
