using System;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// One change of the image for all images, x' = clamp(x + a*d, 0, 1) unless a kind says otherwise, in pixels of [0,1]. It is moved along gradients by a rule that keeps it small.
/// Universal perturbations after Moosavi-Dezfooli et al., arXiv 1610.08401.
/// </summary>
internal abstract class UniversalPerturbation : IDisposable
{
    private readonly long[] _shape;
    private readonly torch.Device _device;

    private protected UniversalPerturbation(int channels, int height, int width, torch.Device device)
    {
        (_shape, _device) = ([1, channels, height, width], device);
        Delta = Kept(torch.zeros(_shape, device: device));
    }

    /// <summary>What it is, for reports, for instance <c>additive, L2 2</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>d, [1, C, H, W] unless a kind says otherwise. Owned by the perturbation and replaced at every move.</summary>
    public torch.Tensor Delta { get; private set; }

    /// <summary>Starts anew from noise.</summary>
    public void Restart(torch.Generator generator)
    {
        using var noise = torch.randn(_shape, device: _device, generator: generator);
        Become(First(noise));
    }

    /// <summary>Moves up along a gradient, of d's shape, of what is to grow. A gradient of zero moves nothing.</summary>
    public void Up(torch.Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var length = gradient.norm();
        if (length.ToDouble() is not (> 0 and < double.PositiveInfinity)) return;
        Become(Moved(gradient / length).MoveToOuterDisposeScope());
    }

    /// <summary>The images with the perturbation on them.</summary>
    /// <param name="images">[N, C, H, W] in [0,1].</param>
    /// <param name="strength">a: a number per image [N, 1, 1, 1]; null for 1.</param>
    /// <param name="delta">d to be used in place of <see cref="Delta"/>: a leaf of its own, where a gradient is wanted.</param>
    public virtual torch.Tensor On(torch.Tensor images, torch.Tensor? strength = null, torch.Tensor? delta = null)
    {
        var d = delta ?? Delta;
        if (strength is null)
        {
            using var moved = images + d;
            return moved.clamp(0, 1);
        }

        using var scaled = d * strength;
        using var sum = images + scaled;
        return sum.clamp(0, 1);
    }

    /// <summary>All that the next move depends on. The tensors are the perturbation's.</summary>
    internal virtual torch.Tensor[] State => [Delta];

    /// <summary>Takes such a state, as copies.</summary>
    internal virtual void TakeState(torch.Tensor[] state) => Become(state[0].to(_device, copy: true));

    /// <summary>Frees the tensors.</summary>
    public virtual void Dispose()
    {
        Delta.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>d at the start; the noise is standard normal.</summary>
    private protected abstract torch.Tensor First(torch.Tensor noise);

    /// <summary>d after a step along a gradient of length 1.</summary>
    private protected abstract torch.Tensor Moved(torch.Tensor direction);

    /// <summary>A tensor that outlives every dispose scope.</summary>
    private protected static torch.Tensor Kept(torch.Tensor tensor) => tensor.DetachFromDisposeScope();

    private void Become(torch.Tensor delta)
    {
        Delta.Dispose();
        Delta = Kept(delta);
    }
}
