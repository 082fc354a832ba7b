using Xunit;

namespace Fmt.Tests.Package;

/// <summary>Every test of the package has the same one.</summary>
[CollectionDefinition(nameof(Consumer))]
public sealed class PackedOnce : ICollectionFixture<Consumer>;
