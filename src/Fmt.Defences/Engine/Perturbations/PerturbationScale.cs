using System;
using Fmt.Modules;

namespace Fmt.Engine;

/// <summary>Sizes of perturbations are for images of 32x32, on which they were chosen; larger images get as much of their area.</summary>
internal static class PerturbationScale
{
    private const double Area = 32 * 32;

    /// <summary>For a network's images, where the network is.</summary>
    public static SparsePerturbation Sparse(NetworkModule network, int pixels)
    {
        var (channels, height, width) = network.InputShape;
        return new SparsePerturbation(Pixels(pixels, height, width), channels, height, width, network.Device);
    }

    /// <summary>For a network's images, where the network is.</summary>
    public static AdditivePerturbation Additive(NetworkModule network, double radius)
    {
        var (channels, height, width) = network.InputShape;
        return new AdditivePerturbation(Radius(radius, height, width), channels, height, width, network.Device);
    }

    public static int Pixels(int pixels, int height, int width) => (int)Math.Round(pixels * Math.Max(1, height * width / Area));

    public static double Radius(double radius, int height, int width) => radius * Math.Sqrt(Math.Max(1, height * width / Area));
}
