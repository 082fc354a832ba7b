using System.Collections.Generic;

namespace Fmt.Weights;

/// <summary>A Python list.</summary>
internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}
