using System.Globalization;

namespace Fmt.Graph;

/// <summary>Where a problem is: a class, a member, one of its attributes, an argument, and a part of that argument's text. The analyzer turns it into a place in the source.</summary>
/// <param name="Class">Full name of the class.</param>
/// <param name="Member">The property; empty for the class's own attribute.</param>
/// <param name="Layer">Which layer attribute of the property, from 0; -1 for the property itself.</param>
/// <param name="Argument">The argument's name; empty for the whole attribute.</param>
/// <param name="Start">First character inside the argument's text; -1 for the whole argument.</param>
/// <param name="Length">Number of characters.</param>
internal sealed record ProblemKey(string Class, string Member, int Layer = -1, string Argument = "", int Start = -1, int Length = 0)
{
    public ProblemKey At(string argument) => this with { Argument = argument };
}

/// <summary>Something wrong with a declaration.</summary>
/// <param name="Kind">What; one diagnostic each.</param>
/// <param name="Key">Where.</param>
/// <param name="Args">The values for the message.</param>
/// <param name="Fix">A value that a code fix may put there; null where there is none.</param>
internal sealed record Problem(ProblemKind Kind, ProblemKey Key, EquatableArray<string> Args, string? Fix = null)
{
    public static Problem Of(ProblemKind kind, ProblemKey key, params object[] args)
    {
        var texts = new string[args.Length];
        for (var i = 0; i < args.Length; i++)
            texts[i] = args[i] is System.IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : args[i].ToString();
        return new Problem(kind, key, texts.ToEquatable());
    }
}

/// <summary>Every problem of a declaration. The number is the diagnostic's: FMT1004 is UnknownMember.</summary>
internal enum ProblemKind
{
    ClassNotPartial = 1001,
    MemberNotPartial = 1002,
    MembersSpreadOverFiles = 1003,
    UnknownMember = 1004,
    UnknownName = 1005,
    WrongMemberType = 1006,
    BadExpression = 1007,
    Cycle = 1008,
    UnsupportedClass = 1009,
    NameTaken = 1010,
    ReservedName = 1011,
    BadArgument = 1012,
    MissingParameter = 1013,
    UnreadMember = 1014,
    BadShapeText = 1015,
    TooLarge = 1016,
    EmptyNetwork = 1017,
    NotABlock = 1018,
    MisplacedArgument = 1019,
    EmptySequence = 1020,

    SpatialUnderflow = 2001,
    GroupsDoNotDivide = 2002,
    JoinDisagrees = 2003,
    ConcatDisagrees = 2004,
    LinearOnMap = 2005,
    MapExpected = 2006,
    UnexpectedShape = 2007,
    ShapeReport = 2008,
    OutputIsNotClasses = 2009,
    SharedDisagrees = 2010,

    NoChannelAxis = 3001,
    OpaqueModule = 3002,
    MapOverwritten = 3003,
    ModuleUsedTwice = 3004,
    NotFilters = 3005,
    NarrowLayer = 3006,
    MapEntersSum = 3007,
    ShiftStays = 3008,

    NothingToDefend = 4001,
    IgnoredReport = 4002,
    NotANetwork = 4003,
    AwaitInScope = 4004,
    MadeInInferenceMode = 4005,
    OptimizerBeforeMove = 4006,
    ContradictingWeights = 4007,

    InternalError = 9001,
}
