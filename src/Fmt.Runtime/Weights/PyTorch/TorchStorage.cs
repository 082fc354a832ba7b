using TorchSharp;

namespace Fmt.Weights;

/// <summary>A run of elements that tensors are views of, or a part of one.</summary>
/// <param name="Key">The root storage's key.</param>
/// <param name="Type">The element type.</param>
/// <param name="RootCount">Elements of the root storage.</param>
/// <param name="Start">First element of the part.</param>
/// <param name="Count">Elements of the part.</param>
internal sealed record TorchStorage(string Key, torch.ScalarType Type, long RootCount, long Start, long Count);
