using System.Collections.Immutable;

namespace Fmt.Tool.Scan;

/// <summary>A kind of finding. Ids never change: pipelines filter by them.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The sign's name.</param>
/// <param name="Description">What it means, in one sentence.</param>
internal sealed record ScanRule(string Id, string Name, string Description)
{
    /// <summary>Batch norm's memory, and that something uses it.</summary>
    public static ScanRule Memory { get; } = new(
        "FMTSIGN001", "BatchNormMemory", "The network's batch norms remember images unlike the clean ones, and one small change of all images uses the difference and leads them to one class.");

    /// <summary>Few pixels.</summary>
    public static ScanRule FewPixels { get; } = new("FMTSIGN002", "FewPixels", "One class is reached from all others by a few pixels, the same for all images.");

    /// <summary>A small warp.</summary>
    public static ScanRule SmallWarp { get; } = new("FMTSIGN003", "SmallWarp", "One class is reached from all others by one small warp, the same for all images.");

    /// <summary>The test says nothing.</summary>
    public static ScanRule NotValid { get; } = new("FMTSIGN900", "TestNotValid", "The test is not valid for these images or this network, so nothing can be said of it.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<ScanRule> All { get; } = [Memory, FewPixels, SmallWarp, NotValid];

    /// <summary>The rule of a sign's name.</summary>
    public static ScanRule Of(string sign) => sign == "small warp" ? SmallWarp : FewPixels;
}
