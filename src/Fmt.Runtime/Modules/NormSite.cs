namespace Fmt.Modules;

/// <summary>A batch norm of a network. Its running statistics remember what the network was trained on. Known at compile time.</summary>
/// <param name="Index">Position in execution order, from 0.</param>
/// <param name="Name">Name in the state_dict, for instance <c>layer1.0.bn1</c>.</param>
/// <param name="Path">How C# reaches it.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="Relation">How its channels relate to feature maps.</param>
/// <param name="Producer">State_dict name of the convolution whose maps it normalises, where the relation is <see cref="NormRelation.Same"/>; else null.</param>
public sealed record NormSite(int Index, string Name, string Path, int Channels, int Height, int Width, NormRelation Relation, string? Producer);
