
namespace Fmt.Graph;

internal enum ExprType
{
    /// <summary>Depends on something that is itself wrong or not known; nothing more is reported about it.</summary>
    Unknown,
    Int,
    Double,
    Bool,
}
