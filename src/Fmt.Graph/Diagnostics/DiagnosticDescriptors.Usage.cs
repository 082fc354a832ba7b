using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

internal static partial class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor NothingToDefend = new(
        "FMT4001",
        "Network has nothing to defend",
        "'{0}' has no testable feature map, so {1} has nothing to test or prune (declare at least one Conv2d that is testable)",
        UsageBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT4001"));

    public static readonly DiagnosticDescriptor IgnoredReport = new(
        "FMT4002",
        "Report of a defence is ignored",
        "The report of {0} is ignored; it alone says what was found, whether the network was changed and whether that helped (keep it, or discard it with '_ =')",
        UsageBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT4002"));

    public static readonly DiagnosticDescriptor NotANetwork = new(
        "FMT4003",
        "Module is no declared network",
        "'{0}' is no declared network, so it has no {1} (declare its layers in a partial class with [Network])",
        UsageBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT4003"));

    public static readonly DiagnosticDescriptor AwaitInScope = new(
        "FMT4004",
        "Await inside a scope of one thread",
        "'{0}' holds for one thread: after this await, which may go on in another, {1} (end the scope before the await)",
        UsageBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT4004"));

    public static readonly DiagnosticDescriptor MadeInInferenceMode = new(
        "FMT4005",
        "Network is made in inference mode",
        "'{0}' is made in inference mode, where its constructor throws, since such parameters can never be trained (make it before, or use no_grad)",
        UsageBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT4005"));

    public static readonly DiagnosticDescriptor OptimizerBeforeMove = new(
        "FMT4006",
        "Optimizer is made before the network is moved",
        "'{0}' holds the parameters of '{1}' that this move replaces (move the network first, then make the optimizer)",
        UsageBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT4006"));

    public static readonly DiagnosticDescriptor ContradictingWeights = new(
        "FMT4007",
        "Weights contradict the declaration",
        "'{0}' does not fit '{1}', so loading throws: {2} (mend the declaration, where Name sets a name; if the list of keys is old, write it anew)",
        UsageBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT4007"));

    public static readonly DiagnosticDescriptor InternalError = new(
        "FMT9001",
        "Internal error",
        "The generator failed on '{0}': {1} (this is a fault of FmtDsl; please report it with the declaration)",
        "FmtDsl.Internal", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT9001"));
}
