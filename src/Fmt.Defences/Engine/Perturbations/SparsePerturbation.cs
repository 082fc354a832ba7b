using System;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>A patch without a place: full strength (1 up or down in every channel) on the few pixels that a running sum of gradients favours most.</summary>
internal sealed class SparsePerturbation(int pixels, int channels, int height, int width, torch.Device device) : UniversalPerturbation(channels, height, width, device)
{
    private const double Momentum = 0.9;
    private const double Noise = 0.001;
    private torch.Tensor? _sum;

    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"sparse, {pixels} pixels");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _sum?.Dispose();
        base.Dispose();
    }

    internal override torch.Tensor[] State => _sum is null ? [Delta] : [Delta, _sum];

    internal override void TakeState(torch.Tensor[] state)
    {
        base.TakeState(state);
        if (state.Length > 1) Sum(state[1].to(Delta.device, copy: true));
    }

    private protected override torch.Tensor First(torch.Tensor noise)
    {
        Sum(noise * Noise);
        return Strongest();
    }

    private protected override torch.Tensor Moved(torch.Tensor direction)
    {
        Sum(_sum is null ? direction.clone() : _sum * Momentum + direction);
        return Strongest();
    }

    private void Sum(torch.Tensor value)
    {
        _sum?.Dispose();
        _sum = Kept(value);
    }

    private torch.Tensor Strongest()
    {
        using var scope = torch.NewDisposeScope();
        var area = (int)(_sum!.shape[2] * _sum.shape[3]);
        var strength = _sum.square().sum(1).reshape(-1);
        var (_, chosen) = strength.topk(Math.Min(pixels, area));
        var mask = torch.zeros_like(strength).index_fill_(0, chosen, 1).reshape(1, 1, _sum.shape[2], _sum.shape[3]);
        return (_sum.sign() * mask).MoveToOuterDisposeScope();
    }
}
