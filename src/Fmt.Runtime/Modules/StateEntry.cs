using System.Collections.Immutable;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>One entry of a network's state_dict: what PyTorch calls it, its element type and its shape.</summary>
/// <param name="Name">The dotted name, for instance <c>layer1.0.bn2.running_mean</c>.</param>
/// <param name="Type">Float32 for weights and statistics, Int64 for <c>num_batches_tracked</c>.</param>
/// <param name="Shape">The shape; empty for a scalar.</param>
public sealed record StateEntry(string Name, torch.ScalarType Type, ImmutableArray<long> Shape);
