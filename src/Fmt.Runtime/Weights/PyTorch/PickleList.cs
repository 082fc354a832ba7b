using System.Collections.Generic;

namespace Fmt.Weights;

/// <summary>A Python list.</summary>
internal sealed class PickleList
{
    // Made when it is needed: a file may be full of empty lists.
    private List<object?>? _items;

    public IReadOnlyList<object?> Items => _items ?? (IReadOnlyList<object?>)[];

    /// <exception cref="CheckpointException">The file's budget is spent.</exception>
    public void Append(object?[] items, PickleBytes input)
    {
        input.Spend(ReadingBudget.Object + 16L * items.Length);
        (_items ??= []).AddRange(items);
    }
}
