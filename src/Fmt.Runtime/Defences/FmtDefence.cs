using System;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// Runs what the options ask for, measured before and after beside controls: recipe R (<see cref="RecipeR"/>), or Feature Map Testing
/// (arXiv 2307.11565): score -> select -> mask -> fine-tune.
/// </summary>
public static class FmtDefence
{
    /// <summary>Defends a network. It is changed; where something fails or is cancelled it is as it was.</summary>
    /// <param name="network">A generated network.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="options">Default: <see cref="FmtOptions.Default"/>.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidOperationException">The network has no testable feature map.</exception>
    /// <exception cref="NetworkException">
    /// Weights or answers are not numbers, before or after; or the answers to the clean images have nothing to do with their labels (<see cref="FmtOptions.AnyAccuracy"/>).
    /// </exception>
    /// <exception cref="DataException">The images do not fit the network, a class has no clean image, or an innocent network is for other images or classes.</exception>
    public static DefenceReport Run(
        NetworkModule network,
        ImageSet clean,
        FmtOptions? options = null,
        IProgress<DefenceProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= FmtOptions.Default;
        FmtOptionsCheck.Check(options);
        Fits(network, clean, "clean");
        clean.RequireEveryClass();
        if (options.Evaluation is { } evaluation)
        {
            evaluation.Check();
            Fits(network, evaluation.Test, "test");
        }

        foreach (var innocent in options.Innocent) Comparable(network, innocent);
        if (network.AllMaps.Count == 0)
            throw new InvalidOperationException($"{network.GetName()} has no testable feature map, so there is nothing to test or prune. Declare at least one Conv2d that is testable.");
        if (options.Recipe is null) Pruning.Check(network, options);
        if (options.Device is { } device) network.to(device);
        NetworkCheck.Before(network, clean, new DefenceContext(options.Seed, null, cancellation) { AnyAccuracy = options.AnyAccuracy }, options.Innocent.Select(i => i.Network));
        using var original = network.Copy();
        try
        {
            return options.Recipe is null
                ? new FmtRun(network, original, clean, options, progress, cancellation).Run()
                : new RepairRun(network, original, clean, options, progress, cancellation).Run();
        }
        catch
        {
            network.TakeFrom(original);
            throw;
        }
    }

    /// <summary>Refuses an innocent network for other images or classes.</summary>
    private static void Comparable(NetworkModule network, InnocentNetwork innocent)
    {
        static string Takes(NetworkModule n) => FormattableString.Invariant($"takes {n.InputShape.Channels}x{n.InputShape.Height}x{n.InputShape.Width} and has {n.ClassCount} classes");
        if (innocent.Network.InputShape != network.InputShape || innocent.Network.ClassCount != network.ClassCount)
            throw new DataException($"the innocent network '{innocent.Name}' ({innocent.Network.GetName()}) {Takes(innocent.Network)}, {network.GetName()} {Takes(network)}; only a network for the same images and classes can be compared.");
    }

    /// <summary>Refuses images that the network cannot take.</summary>
    internal static void Fits(NetworkModule network, ImageSet images, string which)
    {
        var (channels, height, width) = network.InputShape;
        if ((images.Channels, images.Height, images.Width) != (channels, height, width))
            throw new DataException($"the {which} images are {images.Channels}x{images.Height}x{images.Width}, {network.GetName()} takes {channels}x{height}x{width}.", images.Source);
        if (images.Classes > network.ClassCount)
            throw new DataException($"the {which} images have {images.Classes} classes, {network.GetName()} has {network.ClassCount}.", images.Source);
    }
}
