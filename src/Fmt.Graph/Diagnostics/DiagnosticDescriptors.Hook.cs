using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

internal static partial class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor NoChannelAxis = new(
        "FMT3001",
        "Layer has no channel axis",
        "'{0}' cannot be tested: {1} gives a vector of {2} without a channel axis, so it has no feature maps (test the convolution before it)",
        HookBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT3001"));

    public static readonly DiagnosticDescriptor OpaqueModule = new(
        "FMT3002",
        "User module is opaque",
        "'{0}' is opaque: feature maps inside {1} are neither tested nor pruned (say Testable = false to accept this, or declare its layers)",
        HookBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT3002"));

    public static readonly DiagnosticDescriptor MapOverwritten = new(
        "FMT3003",
        "Map is overwritten before it can be read",
        "The maps of '{0}' are not tested: '{1}' (InPlace = true) overwrites them before a reader sees them (remove InPlace; the generated code runs in place by itself where nobody looks)",
        HookBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT3003"));

    public static readonly DiagnosticDescriptor ModuleUsedTwice = new(
        "FMT3004",
        "One module is used twice",
        "The maps of '{0}' are not tested: its module is called by '{1}' too, so a map has two places and no single score (give each place its own module, or say Testable = false)",
        HookBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT3004"));

    public static readonly DiagnosticDescriptor NotFilters = new(
        "FMT3005",
        "Channels are no filters",
        "'{0}' cannot be tested: the channels of {1} are not filters of its own (test the convolution that makes them)",
        HookBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT3005"));

    public static readonly DiagnosticDescriptor NarrowLayer = new(
        "FMT3006",
        "Layer is narrower than the pruning divisor",
        "'{0}' has {1} feature maps, fewer than the divisor {2} of FeatureMapTesting.Paper, whose rule floor(C/{2}) prunes nothing here",
        HookBand, DiagnosticSeverity.Info, true, helpLinkUri: HelpLink("FMT3006"));

    public static readonly DiagnosticDescriptor MapEntersSum = new(
        "FMT3007",
        "Map enters a sum",
        "The maps of '{0}' enter the sum '{1}': where one of them is pruned, what '{2}' adds there lives on",
        HookBand, DiagnosticSeverity.Info, true, helpLinkUri: HelpLink("FMT3007"));

    public static readonly DiagnosticDescriptor ShiftStays = new(
        "FMT3008",
        "Shift of a batch norm stays",
        "The maps of '{0}' are read by '{1}' and by '{2}': where one of them is pruned, the shift (beta) of '{1}' stays",
        HookBand, DiagnosticSeverity.Info, true, helpLinkUri: HelpLink("FMT3008"));
}
