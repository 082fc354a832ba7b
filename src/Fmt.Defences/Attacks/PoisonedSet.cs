using Fmt.Data;

namespace Fmt.Attacks;

/// <summary>A poisoned training set.</summary>
/// <param name="Images">The images as the network is trained on them.</param>
/// <param name="Manifest">What was done to which of them.</param>
public sealed record PoisonedSet(ImageSet Images, PoisonManifest Manifest);
