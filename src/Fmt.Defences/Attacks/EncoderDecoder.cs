using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Attacks;

/// <summary>
/// The generator of the Input-aware attack: 3x3 convolutions with batch norm (momentum 0.05) and ReLU, two per stage; three stages down by 2x2 max-pooling with 32, 64, 128 channels,
/// one convolution in the middle, three stages up, bilinear; the last convolution without ReLU. Values tanh(z)/2 + 1/2.
/// </summary>
internal sealed class EncoderDecoder : torch.nn.Module<torch.Tensor, torch.Tensor>, IStateDict
{
    // The published code divides by slightly more than 2.
    private const double Two = 2 + 1e-7;
    private static readonly int[] Widths = [32, 64, 128];

    private readonly List<BatchNorm2d> _norms = [];

    /// <summary>With PyTorch's initial distribution, drawn from the seed.</summary>
    public EncoderDecoder(string name, int inputs, int outputs, int seed)
        : base(name)
    {
        var random = new RandomSource(seed, "input-aware/" + name);
        int[] channels = [inputs, .. Widths.SelectMany(w => new[] { w, w }), 128, 128, 64, 64, 32, 32, outputs];
        for (var i = 0; i + 1 < channels.Length; i++)
        {
            // Not Conv2d: it would draw from libtorch's global generator.
            var bound = 1 / Math.Sqrt(9.0 * channels[i]);
            register_parameter(Weight(i), Draw(random, bound, channels[i + 1], channels[i], 3, 3));
            register_parameter(Bias(i), Draw(random, bound, channels[i + 1]));
            _norms.Add(torch.nn.BatchNorm2d(channels[i + 1], momentum: 0.05));
            register_module(FormattableString.Invariant($"bn{i + 1}"), _norms[i]);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<StateEntry> StateEntries => [.. state_dict().Select(p => new StateEntry(p.Key, p.Value.dtype, [.. p.Value.shape]))];

    /// <inheritdoc/>
    public torch.Tensor StateTensor(string name) => state_dict()[name];

    /// <inheritdoc/>
    /// <remarks>[N,inputs,H,W], normalised, to [N,outputs,H,W] in (0,1). Sizes that are no multiple of 8 come back to themselves.</remarks>
    public override torch.Tensor forward(torch.Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var x = input;
        var sizes = new Stack<long[]>();
        var layer = 0;
        for (var stage = 0; stage < Widths.Length; stage++)
        {
            sizes.Push([x.shape[2], x.shape[3]]);
            x = Layer(Layer(x, layer++), layer++);
            x = torch.nn.functional.max_pool2d(x, 2, 2);
        }
        x = Layer(x, layer++);
        while (sizes.TryPop(out var size))
        {
            x = torch.nn.functional.interpolate(x, size, mode: torch.InterpolationMode.Bilinear, align_corners: false);
            x = Layer(Layer(x, layer++), layer++);
        }
        return Unit(x).MoveToOuterDisposeScope();
    }

    /// <summary>What makes a mask of the mask generator's values, nearly 0 or 1: tanh(20 v - 10)/2 + 1/2.</summary>
    public static torch.Tensor Threshold(torch.Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        return Unit(values * 20 - 10).MoveToOuterDisposeScope();
    }

    // Registered by name; reflection over fields would find nothing, or register twice.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    private static torch.Tensor Unit(torch.Tensor x) => x.tanh() / Two + 0.5;

    private torch.Tensor Layer(torch.Tensor x, int i)
    {
        // Read anew: a move to another device makes other parameters.
        var y = _norms[i].call(torch.nn.functional.conv2d(x, get_parameter(Weight(i))!, get_parameter(Bias(i)), padding: [1, 1]));
        return i + 1 < _norms.Count ? y.relu() : y;
    }

    private static string Weight(int i) => FormattableString.Invariant($"conv{i + 1}_weight");

    private static string Bias(int i) => FormattableString.Invariant($"conv{i + 1}_bias");

    private static Parameter Draw(RandomSource random, double bound, params long[] shape)
    {
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(bound * (2 * random.NextDouble() - 1)))];
        return (Parameter)new Parameter(torch.tensor(values, shape)).DetachFromDisposeScope();
    }
}
