using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

internal static partial class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor SpatialUnderflow = new(
        "FMT2001",
        "Window does not fit",
        "'{0}' needs a window of {1} but has {2} to slide over ('{4}' gives {3})",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2001"));

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        "FMT2002",
        "Groups do not divide the channels",
        "'{0}' has {1} groups, which do not divide both the {2} channels of '{3}' and its own {4}",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2002"));

    public static readonly DiagnosticDescriptor JoinDisagrees = new(
        "FMT2003",
        "Joined shapes disagree",
        "'{0}' cannot {1} '{2}' ({3}) and '{4}' ({5})",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2003"));

    public static readonly DiagnosticDescriptor ConcatDisagrees = new(
        "FMT2004",
        "Concatenated shapes disagree",
        "'{0}' cannot concatenate '{1}' ({2}) and '{3}' ({4}): all but the channels must agree",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2004"));

    public static readonly DiagnosticDescriptor LinearOnMap = new(
        "FMT2005",
        "Linear on a map",
        "'{0}' needs a vector but '{2}' gives {1} (put a [Flatten] between them)",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2005"));

    public static readonly DiagnosticDescriptor MapExpected = new(
        "FMT2006",
        "Map expected",
        "'{0}' ({1}) needs maps CxHxW but '{3}' gives {2}",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2006"));

    public static readonly DiagnosticDescriptor UnexpectedShape = new(
        "FMT2007",
        "Shape is not the expected one",
        "'{0}' has shape {1}, not {2} as expected",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2007"));

    public static readonly DiagnosticDescriptor ShapeReport = new(
        "FMT2008",
        "Inferred shape",
        "'{0}' has shape {1}",
        ShapeBand, DiagnosticSeverity.Info, true, helpLinkUri: HelpLink("FMT2008"));

    public static readonly DiagnosticDescriptor OutputIsNotClasses = new(
        "FMT2009",
        "Output is not one logit per class",
        "'{0}' ends with shape {1} ('{3}'), but has Classes = {2}",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2009"));

    public static readonly DiagnosticDescriptor SharedDisagrees = new(
        "FMT2010",
        "Shared module does not fit",
        "'{0}' shares the module of '{1}' but differs from it: it reads {2}, that one {3}, and both must be declared alike",
        ShapeBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT2010"));
}
