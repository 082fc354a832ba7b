using TorchSharp;

namespace Fmt;

/// <summary>One layer of a <see cref="Sequence"/>.</summary>
/// <param name="Name">Its name in the state_dict, for instance <c>features.3</c>.</param>
/// <param name="Shape">Shape of one image's result.</param>
/// <param name="Module">Its module; null for a layer without weights.</param>
public sealed record SequenceLayer(string Name, string Shape, torch.nn.Module? Module);
