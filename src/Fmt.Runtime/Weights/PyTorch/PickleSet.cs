
namespace Fmt.Weights;

/// <summary>A Python set; its members are of no use here.</summary>
internal sealed class PickleSet;
