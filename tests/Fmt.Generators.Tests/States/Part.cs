namespace Fmt.Generators.Tests.States;

/// <summary>One layer, or use of a block.</summary>
/// <param name="Kind">Conv2d, BatchNorm2d, ReLU, Use or Repeat.</param>
/// <param name="Number">The convolution's output channels, or the block's Width.</param>
/// <param name="Wide">The block's Wide; null for its default, false.</param>
/// <param name="Count">How often a Repeat uses its block.</param>
/// <param name="LayerWhen">Its own condition.</param>
internal sealed record Part(string Kind, Term<int>? Number, Term<bool>? Wide, Declared? Block, int Count, Term<bool>? LayerWhen);
