using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

internal static partial class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor NothingToDefend = new(
        "FMT4001",
        "Network has nothing to defend",
        "'{0}' has no testable feature map, so {1} has nothing to test or prune (declare at least one Conv2d that is testable)",
        UsageBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT4001"));

    public static readonly DiagnosticDescriptor InternalError = new(
        "FMT9001",
        "Internal error",
        "The generator failed on '{0}': {1} (this is a fault of FmtDsl; please report it with the declaration)",
        "FmtDsl.Internal", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT9001"));
}
