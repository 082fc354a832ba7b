using System;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>One run of a defence: the network is measured, defended and measured again, beside controls, the re-activation test and innocent networks.</summary>
public static class DefenceRun
{
    /// <summary>Defends a network. It is changed; where something fails or is cancelled it is as it was.</summary>
    /// <param name="network">A generated network.</param>
    /// <param name="clean">Clean images with true labels, or without any where <see cref="DefenceOptions.Unlabelled"/> says so.</param>
    /// <param name="options">Default: <see cref="DefenceOptions.Default"/>.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The network is being defended already, or the method cannot work on it.</exception>
    /// <exception cref="NetworkException">
    /// Weights or answers are not numbers, before or after; or the answers to the clean images have nothing to do with their labels (<see cref="GuardOptions.AnyAccuracy"/>).
    /// </exception>
    /// <exception cref="DataException">The images do not fit the network, a class has no clean image, or an innocent network is for other images or classes.</exception>
    public static DefenceReport Run(
        NetworkModule network,
        ImageSet clean,
        DefenceOptions? options = null,
        IProgress<DefenceProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        options ??= DefenceOptions.Default;
        options.Check(network);
        NetworkCheck.Fits(network, clean, "clean");
        if (!options.Unlabelled) clean.RequireEveryClass();
        using var reserved = network.Reserve();
        if (options.Device is { } device) network.to(device);
        if (options.Unlabelled) clean = clean.LabelledBy(network, cancellation);
        NetworkCheck.Before(network, clean, options.Guard.AnyAccuracy, new RunContext(options.Seed, null, cancellation), options.Innocent.Select(i => i.Network));
        using var original = network.Copy();
        try
        {
            network.eval();
            return new MeasuredRun(network, original, clean, options, progress, cancellation).Run();
        }
        catch
        {
            network.TakeFrom(original);
            throw;
        }
    }
}
