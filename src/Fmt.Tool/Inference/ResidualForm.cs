
namespace Fmt.Tool.Inference;

/// <summary>How a block joins what it reads with what it gives.</summary>
internal enum ResidualForm
{
    /// <summary>By their sum.</summary>
    Sum,

    /// <summary>Not at all: it is the way through a block that does.</summary>
    Way,

    /// <summary>Half of the channels passes by, and the halves are shuffled.</summary>
    Halves,
}
