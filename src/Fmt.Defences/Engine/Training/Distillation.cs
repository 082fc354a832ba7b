using System;
using System.Linq;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// What a network says of clean images, and of the mirrored ones, before anything is changed. Trained towards, it keeps the accuracy that hard labels
/// on few images would cost (Hinton et al., arXiv 1503.02531): on clean images the backdoored network's own answers are good.
/// </summary>
internal sealed class Distillation : IDisposable
{
    private readonly torch.Tensor _plain;
    private readonly torch.Tensor? _mirrored;

    /// <summary>Runs the network over all images, in evaluation mode.</summary>
    /// <param name="network">The teacher.</param>
    /// <param name="images">Clean images.</param>
    /// <param name="mirror">Also over the mirrored ones.</param>
    /// <param name="temperature">T: logits are divided by it.</param>
    /// <param name="hardShare">Share of the label's cross-entropy in the loss; the rest is T^2 * KL.</param>
    /// <param name="pass">How the teacher runs; null for plainly.</param>
    /// <param name="passes">Counts the images.</param>
    public Distillation(NetworkModule network, ImageSet images, bool mirror, double temperature, double hardShare, Pass? pass = null, PassCounter? passes = null)
    {
        (Temperature, HardShare) = (temperature, hardShare);
        _plain = Logits(network, images, mirror: false, pass ?? Pass.Plain, passes);
        _mirrored = mirror ? Logits(network, images, mirror: true, pass ?? Pass.Plain, passes) : null;
    }

    /// <summary>T.</summary>
    public double Temperature { get; }

    /// <summary>Share of the label's cross-entropy.</summary>
    public double HardShare { get; }

    /// <summary>The teacher's logits for some images; the caller's.</summary>
    /// <param name="indices">Which images, int64 [n].</param>
    /// <param name="mirrored">Which of them are mirrored, bool [n, 1]; null for none.</param>
    public torch.Tensor For(torch.Tensor indices, torch.Tensor? mirrored)
    {
        var plain = _plain.index_select(0, indices);
        if (mirrored is null || _mirrored is null) return plain;
        using (plain)
        using (var other = _mirrored.index_select(0, indices))
            return torch.where(mirrored, other, plain);
    }

    /// <summary>(1 - h) * T^2 * KL(softmax(teacher/T) || softmax(student/T)) + h * cross-entropy, mean over the images.</summary>
    /// <param name="student">Logits [n, K].</param>
    /// <param name="teacher">Logits [n, K] of the clean originals.</param>
    /// <param name="labels">True labels, int64 [n].</param>
    public torch.Tensor Loss(torch.Tensor student, torch.Tensor teacher, torch.Tensor labels)
    {
        var hard = torch.nn.functional.cross_entropy(student, labels) * HardShare;
        if (HardShare == 1) return hard;
        var t = Temperature;
        var wanted = torch.nn.functional.log_softmax(teacher / t, 1);
        var given = torch.nn.functional.log_softmax(student / t, 1);
        var divergence = (wanted.exp() * (wanted - given)).sum(1).mean();
        return hard + divergence * ((1 - HardShare) * t * t);
    }

    /// <summary>Frees the logits.</summary>
    public void Dispose()
    {
        _plain.Dispose();
        _mirrored?.Dispose();
    }

    private static torch.Tensor Logits(NetworkModule network, ImageSet images, bool mirror, Pass pass, PassCounter? passes)
    {
        const int Batch = 250;
        var device = network.Device;
        network.eval();
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var parts = new torch.Tensor[(images.Count + Batch - 1) / Batch];
        for (var b = 0; b < parts.Length; b++)
        {
            using var inner = torch.NewDisposeScope();
            var count = Math.Min(Batch, images.Count - b * Batch);
            var x = images.Images(Enumerable.Range(b * Batch, count).ToArray(), device);
            parts[b] = network.forward(mirror ? x.flip(3) : x, pass).MoveToOuterDisposeScope();
            passes?.Forward(count);
        }

        return torch.cat(parts).DetachFromDisposeScope();
    }
}
