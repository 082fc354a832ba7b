using System;

namespace Fmt;

/// <summary>
/// What all layers, joins and block uses have in common. Strings that stand for numbers or conditions are expressions (docs/language.md).
/// In a sequence <see cref="From"/>, <see cref="When"/>, <see cref="Else"/>, <see cref="Name"/> and <see cref="Called"/> belong to the whole and stand on its first layer; the others belong to the layer.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>The member to read, by <c>nameof</c> or as a path (<c>"Layer1[0].Conv1"</c>, <c>"Features[3]"</c>); <see cref="Edge.Input"/> is the input of the network or block. Default: the member before this one.</summary>
    public string? From { get; set; }

    /// <summary>The member, in a sequence all of it, exists only where this expression is true (or where the named member exists). Its property must be nullable, and is null where it is absent. Default: always.</summary>
    public string? When { get; set; }

    /// <summary>For a layer of a sequence: it alone exists only where this expression is true (or where the named member exists), and is skipped in the numbering where it does not. At least one layer must exist. Default: always.</summary>
    public string? LayerWhen { get; set; }

    /// <summary>What readers get where <see cref="When"/> is false. Default: what this member would have read.</summary>
    public string? Else { get; set; }

    /// <summary>
    /// Name in the state_dict, dots allowed, expressions in braces: <c>"denselayer{i + 1}"</c>. Default: the property's name with its first letter lowered.
    /// Empty on a block use: its members join the scope around it. The uses of a repeated block are numbered behind the name, unless it has an expression.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The shape this member must have, for instance <c>"128x16x16"</c>: the build fails where the inferred one differs. <c>"?"</c> reports it.</summary>
    public string? Expect { get; set; }

    /// <summary>
    /// Whether the member runs. False for what PyTorch registers and evaluation never calls (an auxiliary head, a projection kept for another task): it is in the state_dict,
    /// what follows reads past it, it has no sites, and the sizes of its maps are not checked. Default true.
    /// </summary>
    public bool Called { get; set; } = true;

    /// <summary>Whether the feature maps of this layer are tested and may be pruned. Default: true for <see cref="Conv2dAttribute"/>, false elsewhere.</summary>
    public bool Testable { get; set; }
}
