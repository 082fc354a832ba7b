using System.Collections.Immutable;

namespace Fmt.Cases;

/// <summary>Where a case's images are.</summary>
/// <param name="Format">The layout.</param>
/// <param name="Train">Full path of a folder or file with the training images.</param>
/// <param name="Test">Full path of a folder or file with the test images.</param>
/// <param name="Size">[channels, height, width]; only with <see cref="CaseFormat.Folder"/>, else empty.</param>
public sealed record CaseData(CaseFormat Format, string Train, string Test, ImmutableArray<int> Size);
