using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>
/// Input-aware: a pattern and a mask that a generator makes of each image, x + (G(x) - x) m(x) (Nguyen and Tran 2020, arXiv 2010.08138). <see cref="InputAware"/> trains one together with its network.
/// </summary>
/// <remarks>Generators see images normalised as their network does. They run in evaluation mode, on the device where they are, in float32; what comes out is on the images' device and of their type.</remarks>
public sealed class InputAwareTrigger : Trigger, IDisposable
{
    private readonly EncoderDecoder _generator, _mask;
    private readonly Normalisation _normalisation;

    internal InputAwareTrigger(EncoderDecoder generator, EncoderDecoder mask, Normalisation normalisation, int channels, int height, int width)
        : base(channels, height, width)
    {
        (_generator, _mask, _normalisation) = (generator, mask, normalisation);
        foreach (var part in (EncoderDecoder[])[generator, mask])
        {
            part.eval();
            foreach (var parameter in part.parameters()) parameter.requires_grad = false;
        }
        Recipe = TriggerRecipe.Of("input-aware", ("weights", TriggerRecipe.Digest<byte>([.. Tensors().SelectMany(t => t.Data.ToArray())])));
    }

    /// <inheritdoc/>
    public override TriggerRecipe Recipe { get; }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <param name="file">safetensors.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="CheckpointException">The file is missing, damaged, or of something else.</exception>
    /// <exception cref="DataException">Its normalisation is not there, or for other channels.</exception>
    public static InputAwareTrigger FromFile(string file, int channels, int height, int width)
    {
        var checkpoint = Checkpoint.Read(file);
        var generator = new EncoderDecoder("generator", channels, channels, 0);
        var mask = new EncoderDecoder("mask", channels, 1, 0);
        foreach (var part in (EncoderDecoder[])[generator, mask])
            StateLoader.Load(part, checkpoint.Below(part.GetName() + "."));
        double[] mean = Numbers(checkpoint, "mean", channels), std = Numbers(checkpoint, "std", channels);
        if (!mean.All(Normalisation.IsMean)) throw new DataException($"the metadata \"mean\" must be {Normalisation.MeanRange}.", file);
        if (!std.All(Normalisation.IsStd)) throw new DataException($"the metadata \"std\" must be {Normalisation.StdRange}.", file);
        return new InputAwareTrigger(generator, mask, mean.Length == 0 ? Normalisation.None : new Normalisation(mean, std), channels, height, width);
    }

    /// <summary>Writes both generators and the normalisation as safetensors. The file is whole or not there.</summary>
    /// <param name="file">The file; its folder must exist.</param>
    /// <exception cref="System.IO.IOException">It cannot be written.</exception>
    public void Save(string file)
    {
        static string List(IReadOnlyList<float> values) => string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        Checkpoint.WriteSafetensors(file, Tensors(), new Dictionary<string, string> { ["attack"] = Recipe.Kind, ["mean"] = List(_normalisation.Mean), ["std"] = List(_normalisation.Std) });
    }

    /// <summary>Disposes the generators.</summary>
    public void Dispose()
    {
        _generator.Dispose();
        _mask.Dispose();
    }

    /// <inheritdoc/>
    protected override torch.Tensor Apply(torch.Tensor images, ReadOnlySpan<int> indices)
    {
        using var scope = torch.NewDisposeScope();
        var x = images.to(torch.float32).to(_generator.parameters().First().device);
        return Blend(x, _generator.call(Normalise(_normalisation, x)), Mask(_mask, Normalise(_normalisation, x))).clamp(0, 1).to(images.dtype, images.device, copy: true).MoveToOuterDisposeScope();
    }

    /// <summary>x + (pattern - x) mask.</summary>
    internal static torch.Tensor Blend(torch.Tensor images, torch.Tensor pattern, torch.Tensor mask) => images + (pattern - images) * mask;

    /// <summary>[N,1,H,W], nearly 0 or 1.</summary>
    internal static torch.Tensor Mask(EncoderDecoder generator, torch.Tensor normalised) => EncoderDecoder.Threshold(generator.call(normalised));

    /// <summary>As the network does it; the result is the caller's.</summary>
    internal static torch.Tensor Normalise(Normalisation normalisation, torch.Tensor images) => normalisation.IsIdentity ? images.alias() : normalisation.Apply(images);

    private IEnumerable<CheckpointTensor> Tensors() =>
        ((EncoderDecoder[])[_generator, _mask]).SelectMany(part => part.StateEntries.Select(e => CheckpointTensor.Of(part.GetName() + "." + e.Name, part.StateTensor(e.Name))));

    private static double[] Numbers(Checkpoint checkpoint, string key, int channels)
    {
        var text = checkpoint.Metadata.GetValueOrDefault(key);
        var parts = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) numbers[i] = double.NaN;
        var fits = text is not null && parts.Length is var n && (n == 0 || n == channels) && numbers.All(double.IsFinite);
        return fits ? numbers : throw new DataException(FormattableString.Invariant($"the metadata \"{key}\" must be {channels} numbers, one per channel; is this the file of an Input-aware trigger?"), checkpoint.Source);
    }
}
