
namespace Fmt.Graph;

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
    LayerHasSetter = 1021,
    LikeDoesNotFit = 1022,

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
