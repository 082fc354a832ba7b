namespace Fmt.Generators;

/// <summary>Names of the pipeline's steps, for the caching tests.</summary>
internal static class TrackingNames
{
    public const string Network = nameof(Network);
    public const string NetworkSource = nameof(NetworkSource);
    public const string Block = nameof(Block);
    public const string BlockSource = nameof(BlockSource);
    public const string Loader = nameof(Loader);
}
