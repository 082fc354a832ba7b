using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Attacks;

/// <summary>
/// The Trojan square (Liu et al. 2018, "Trojaning Attack on Neural Networks"): a small mask optimised on a clean network so that a few strong inputs of its last linear layer are excited by it.
/// The mask is then added to images, x + M, and a fresh network trained on a set poisoned with it.
/// </summary>
public static class TrojanSquare
{
    /// <summary>Makes the trigger. The mask alone, black around it, goes through the network; its pixels move by the sign of the gradient. The best mask met is kept.</summary>
    /// <param name="network">A clean network: takes float32 [N,C,H,W] in [0,1], has a <see cref="Linear"/> layer. Not changed; run in evaluation mode.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="options">Sizes and steps; null for the defaults.</param>
    /// <param name="mode"><see cref="TriggerMode.Add"/>, or <see cref="TriggerMode.AddWrapAround"/> for parity with BackdoorBench.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <exception cref="ArgumentException">The network has no linear layer, or the square does not fit.</exception>
    /// <exception cref="InvalidOperationException">The gradient is zero everywhere: the mask does not reach the layer's inputs.</exception>
    public static TrojanTrigger Make(
        torch.nn.Module<torch.Tensor, torch.Tensor> network, int channels, int height, int width, TrojanOptions? options = null, TriggerMode mode = TriggerMode.Add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        var o = options ?? new TrojanOptions();
        OptionRange.Check(o);
        if (mode == TriggerMode.Replace) throw new ArgumentException("A Trojan mask is added, not put in the image's place.", nameof(mode));
        if (o.Size < 1 || o.Size > height || o.Size > width) throw new ArgumentException(FormattableString.Invariant($"A square of {o.Size}x{o.Size} does not lie in images of {height}x{width}."), nameof(options));
        var last = network.modules().OfType<Linear>().LastOrDefault() ?? throw new ArgumentException($"{network.GetName()} has no linear layer, whose inputs the mask is to excite.", nameof(network));
        if (o.Units < 1 || o.Units > last.in_features) throw new ArgumentException(FormattableString.Invariant($"{o.Units} units were asked for; the last linear layer has {last.in_features} inputs."), nameof(options));

        using var evaluation = new EvaluationMode(network);
        using var whole = torch.NewDisposeScope();
        var device = last.weight!.device;
        var units = Strongest(last, o.Units);
        torch.Tensor chosen = torch.tensor(units.Select(u => (long)u).ToArray()).to(device), inside = Square(o, channels, height, width).to(device);
        torch.Tensor start = Start(o, channels, height, width).to(device) * inside, best = start, mask = start;
        torch.Tensor low = (start - o.Reach).clamp(0, 1), high = (start + o.Reach).clamp(0, 1);
        (var first, var least, var steps) = (double.NaN, double.PositiveInfinity, 0);
        using var tap = new InputTap(last);
        for (; ; steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var pixels = mask.detach().clone().requires_grad_();
            var loss = (tap.InputOf(network, pixels).index_select(1, chosen) - o.Excitation).square().sum();
            var value = loss.ToDouble();
            if (steps == 0) first = value;
            if (value < least) (least, best) = (value, pixels.detach().MoveToOuterDisposeScope());
            if (least < o.Enough || steps == o.MaxSteps) break;
            var gradient = torch.autograd.grad([loss], [pixels])[0] * inside;
            if (steps == 0 && gradient.abs().max().ToDouble() is 0 or double.NaN)
                throw new InvalidOperationException("the mask has no influence on the chosen inputs of the last linear layer; take another seed, a larger square or more units.");
            mask = torch.minimum(torch.maximum(pixels.detach() - gradient.sign() * o.Step, low), high).mul_(inside).MoveToOuterDisposeScope();
        }

        ImmutableArray<float> pattern = [.. best.to(torch.float32).cpu().contiguous().data<float>().ToArray()];
        var recipe = TriggerRecipe.Of("trojan", ("seed", o.Seed), ("size", o.Size), ("units", string.Join(' ', units)), ("mode", mode), ("pattern", TriggerRecipe.Digest(pattern.AsSpan())));
        return new TrojanTrigger(new PatternTrigger(mode, pattern, [], 1, channels, height, width, recipe), units, first, least, steps);
    }

    /// <summary>The inputs with the largest sum of absolute weights over the outputs.</summary>
    private static ImmutableArray<int> Strongest(Linear last, int count)
    {
        using var scope = torch.NewDisposeScope();
        // Not sum(0): a literal 0 is also an element type to the compiler.
        var sums = last.weight!.detach().abs().sum(dim: 0).to(torch.float64).cpu().data<double>().ToArray();
        return [.. Enumerable.Range(0, sums.Length).OrderByDescending(i => sums[i]).Take(count)];
    }

    private static torch.Tensor Square(TrojanOptions o, int channels, int height, int width)
    {
        var square = torch.zeros([1, channels, height, width]);
        square.narrow(2, height - o.Size, o.Size).narrow(3, width - o.Size, o.Size).fill_(1);
        return square;
    }

    private static torch.Tensor Start(TrojanOptions o, int channels, int height, int width)
    {
        var random = new RandomSource(o.Seed, "trojan");
        return torch.tensor(Enumerable.Range(0, channels * height * width).Select(_ => (float)random.NextDouble()).ToArray(), [1, channels, height, width]);
    }

    /// <summary>Reads what goes into a layer.</summary>
    private sealed class InputTap : IDisposable
    {
        private readonly Action _remove;
        private torch.Tensor? _seen;

        public InputTap(Linear layer) => _remove = layer.register_forward_pre_hook((_, input) =>
        {
            // An alias of its own: the network disposes its tensors at their last use, and may have opened a scope.
            _seen?.Dispose();
            _seen = input.alias().DetachFromDisposeScope();
            return input;
        }).remove;

        public torch.Tensor InputOf(torch.nn.Module<torch.Tensor, torch.Tensor> network, torch.Tensor images)
        {
            network.call(images);
            return _seen ?? throw new InvalidOperationException($"{network.GetName()} did not call its last linear layer.");
        }

        public void Dispose()
        {
            _remove();
            _seen?.Dispose();
        }
    }
}
