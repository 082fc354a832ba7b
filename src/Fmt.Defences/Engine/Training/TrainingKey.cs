using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Fmt.Data;
using Fmt.Modules;
using Fmt.Weights;

namespace Fmt.Engine;

/// <summary>What a training is of: a state of another must not be gone on with. SHA-256 of the plan, the network's entries, its masks, and the images.</summary>
internal static class TrainingKey
{
    /// <param name="plan">Everything that the training does, as text.</param>
    /// <param name="network">The network before it.</param>
    /// <param name="images">What it is trained on.</param>
    /// <param name="weights">Whether the network's weights count too: of a freshly initialised one they do not.</param>
    public static string Of(string plan, NetworkModule network, ImageSet images, bool weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(FormattableString text) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text) + "\n"));
        Add($"{plan}");
        foreach (var entry in network.StateEntries)
        {
            Add($"{entry.Name} {entry.Type} {string.Join('x', entry.Shape)}");
            if (weights) hash.AppendData(CheckpointTensor.Of(entry.Name, network.StateTensor(entry.Name)).Data.Span);
        }

        Add($"{string.Join(' ', network.Normalisation.Mean)} {string.Join(' ', network.Normalisation.Std)}");
        foreach (var maps in network.AllMaps) Add($"{maps.Site.Name} {string.Join(',', maps.Mask.Masked)}");
        Add($"{images.Count} {images.Channels} {images.Height} {images.Width} {images.Classes}");
        hash.AppendData(MemoryMarshal.AsBytes(images.Labels.AsSpan()));
        for (var i = 0; i < images.Count; i++) hash.AppendData(images.Pixels(i));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
