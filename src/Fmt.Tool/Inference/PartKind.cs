
namespace Fmt.Tool.Inference;

internal enum PartKind
{
    Layer,

    /// <summary>Numbered layers: an <c>nn.Sequential</c>; missing numbers are layers without weights.</summary>
    Sequence,

    /// <summary>A module of modules.</summary>
    Block,

    /// <summary>Modules of modules, numbered from 0, of one structure.</summary>
    Stage,

    /// <summary>Keys that do not tell which layer of the language it is, if any.</summary>
    Other,
}
