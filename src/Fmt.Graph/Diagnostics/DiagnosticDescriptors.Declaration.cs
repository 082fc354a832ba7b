using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

internal static partial class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor ClassNotPartial = new(
        "FMT1001",
        "Class of a network or block is not partial",
        "'{0}' must be partial, so that the generator can add its other half",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1001"));

    public static readonly DiagnosticDescriptor MemberNotPartial = new(
        "FMT1002",
        "Member is not a partial property definition",
        "'{0}' must be a partial property without a body: 'public partial <type> {0} {{ get; }}'",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1002"));

    public static readonly DiagnosticDescriptor MembersSpreadOverFiles = new(
        "FMT1003",
        "Members are spread over several files",
        "The members of '{0}' lie in more than one file ('{1}' is the first elsewhere), so their order is undefined (put them all into one file)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1003"));

    public static readonly DiagnosticDescriptor UnknownMember = new(
        "FMT1004",
        "Edge names no member",
        "There is no member '{0}' in '{1}'{2}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1004"));

    public static readonly DiagnosticDescriptor UnknownName = new(
        "FMT1005",
        "Unknown name",
        "There is no {1} '{0}'{2}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1005"));

    public static readonly DiagnosticDescriptor WrongMemberType = new(
        "FMT1006",
        "Member has the wrong type",
        "'{0}' must be of type {1} but is of type {2}{3}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1006"));

    public static readonly DiagnosticDescriptor BadExpression = new(
        "FMT1007",
        "Expression is wrong",
        "In \"{0}\": {1}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1007"));

    public static readonly DiagnosticDescriptor Cycle = new(
        "FMT1008",
        "Cycle",
        "'{0}' {1}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1008"));

    public static readonly DiagnosticDescriptor UnsupportedClass = new(
        "FMT1009",
        "Class cannot be a network or block",
        "'{0}' {1} (a network or block is an ordinary class without base class)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1009"));

    public static readonly DiagnosticDescriptor NameTaken = new(
        "FMT1010",
        "Name in the state_dict is taken",
        "'{0}' is called '{1}' in the state_dict, and so is '{2}' (set Name; to call one module twice use Shares)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1010"));

    public static readonly DiagnosticDescriptor ReservedName = new(
        "FMT1011",
        "Member name is reserved",
        "'{0}' is a member of every generated network (choose another property name and keep the state_dict's with Name)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1011"));

    public static readonly DiagnosticDescriptor BadArgument = new(
        "FMT1012",
        "Argument is wrong",
        "{0} {1}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1012"));

    public static readonly DiagnosticDescriptor MissingParameter = new(
        "FMT1013",
        "Block parameter is missing",
        "Block '{0}' needs a value for '{1}'",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1013"));

    public static readonly DiagnosticDescriptor UnreadMember = new(
        "FMT1014",
        "Member is never read",
        "The result of '{0}' is never read; {1}",
        DeclarationBand, DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink("FMT1014"));

    public static readonly DiagnosticDescriptor BadShapeText = new(
        "FMT1015",
        "Shape is malformed",
        "\"{0}\" is no shape ({1})",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1015"));

    public static readonly DiagnosticDescriptor TooLarge = new(
        "FMT1016",
        "Network is too large",
        "'{0}' unrolls to more than {1} layers",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1016"));

    public static readonly DiagnosticDescriptor EmptyNetwork = new(
        "FMT1017",
        "Network has no layers",
        "'{0}' has no layers (add partial properties with layer attributes)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1017"));

    public static readonly DiagnosticDescriptor NotABlock = new(
        "FMT1018",
        "Class is not a block",
        "'{0}' is no block (put [Block] on it)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1018"));

    public static readonly DiagnosticDescriptor MisplacedArgument = new(
        "FMT1019",
        "Argument is misplaced",
        "{0} of '{1}' {2}",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1019"));

    public static readonly DiagnosticDescriptor EmptySequence = new(
        "FMT1020",
        "Sequence has no layers",
        "'{0}' has no layer here, every LayerWhen is false (a sequence that may be absent has When on its first layer and the type Sequence?)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1020"));

    public static readonly DiagnosticDescriptor LayerHasSetter = new(
        "FMT1021",
        "Layer has a setter",
        "'{0}' has a setter, but no {1} can be replaced at run time (leave it out)",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1021"));

    public static readonly DiagnosticDescriptor LikeDoesNotFit = new(
        "FMT1022",
        "Network does not fit what it is like",
        "'{0}' cannot be like '{1}': {2} ({3})",
        DeclarationBand, DiagnosticSeverity.Error, true, helpLinkUri: HelpLink("FMT1022"));
}
