using System.Collections.Generic;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>One layer's turn in the forward pass. Values are numbered; value 0 is the input.</summary>
/// <param name="Node">The layer, with its kind and arguments.</param>
/// <param name="Reads">The values it reads; one that it overwrites comes first.</param>
/// <param name="Writes">The value it makes.</param>
/// <param name="Overwrites">The value whose memory the result takes over; null where it runs out of place.</param>
/// <param name="Frees">The values that nobody reads after it.</param>
/// <param name="IsKept">Whether autograd keeps the result for the backward pass, so that nobody may overwrite it.</param>
/// <param name="Module">The node that holds its module; null where it has none.</param>
/// <param name="Precision">What it computes in.</param>
/// <param name="Norm">The number of the batch norm that it is, where what it reads and gives can be watched; else null.</param>
/// <param name="Site">The number of the site that it is; else null.</param>
internal sealed record Step(
    Node Node,
    IReadOnlyList<int> Reads,
    int Writes,
    int? Overwrites,
    IReadOnlyList<int> Frees,
    bool IsKept,
    int? Module,
    StepPrecision Precision,
    int? Norm,
    int? Site);
