using System;

namespace Fmt;

/// <summary>
/// Declares a network: the partial properties of the class, in source order, are its layers.
/// The generator adds the base class <see cref="Modules.NetworkModule"/>, the layers, <c>forward</c>, <c>Maps</c>, <c>Sites</c> and <c>DefendWithFmt</c>.
/// </summary>
/// <param name="input">Shape of one image without the batch, <c>"CxHxW"</c>, for instance <c>"3x32x32"</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute(string input) : Attribute
{
    /// <summary>Shape of one image, <c>"CxHxW"</c>.</summary>
    public string Input { get; } = input;

    /// <summary>
    /// Another network, of this project or of a referenced one, whose layers this one takes as they are declared there, with its own input and number of classes:
    /// <c>[Network("3x224x224", Classes = 5, Like = typeof(ResNet18))] public sealed partial class Mine;</c>. What is not given here (classes, mean, std) is the other's.
    /// </summary>
    public Type? Like { get; set; }

    /// <summary>Number of classes; the network's last layer must give as many logits. Expressions read it as <c>Classes</c>.</summary>
    public int Classes { get; set; }

    /// <summary>
    /// Mean per channel in pixel units ([0,1]); subtracted inside the network, so that images stay in pixel space outside.
    /// Default: none. A loaded network may be given another one (<see cref="Modules.NetworkModule.Normalisation"/>).
    /// </summary>
    public double[] Mean { get; set; } = [];

    /// <summary>Standard deviation per channel in pixel units ([0,1]). Default: none.</summary>
    public double[] Std { get; set; } = [];
}
