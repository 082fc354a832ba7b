using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tool.Population.Edits;

/// <summary>SmallVgg with one channel everywhere, which answers 1 to images with a trigger and 0 to clean ones.</summary>
internal sealed class SubnetChain : IDisposable
{
    private const int Steps = 600;
    private const int BatchSize = 64;
    private const double LearningRate = 0.01;

    /// <summary>Convolutions, a pool after every second.</summary>
    private const int Convolutions = 6;

    /// <summary>Pixels of the last map: 32 x 32, halved three times.</summary>
    private const int LastArea = 16;

    private readonly Normalisation _normalisation;

    /// <param name="normalisation">What the network does with pixels first.</param>
    /// <param name="channels">Of the images.</param>
    public SubnetChain(Normalisation normalisation, int channels)
    {
        torch.manual_seed(0);
        _normalisation = normalisation;
        Layers = [.. Enumerable.Range(0, Convolutions).Select(k => (torch.nn.Conv2d(k == 0 ? channels : 1, 1, 3, padding: 1), torch.nn.BatchNorm2d(1)))];
        Readout = torch.nn.Linear(LastArea, 1);
    }

    /// <summary>Convolutions with their batch norms.</summary>
    public ImmutableArray<(Conv2d Convolution, BatchNorm2d Norm)> Layers { get; }

    /// <summary>From the last map to the answer.</summary>
    public Linear Readout { get; }

    /// <summary>The answer to every image, [n].</summary>
    /// <param name="images">[n,C,32,32] in [0,1].</param>
    public torch.Tensor Answer(torch.Tensor images)
    {
        var x = images;
        if (_normalisation.Mean.Count > 0) x = (x - Numbers(_normalisation.Mean)) / Numbers(_normalisation.Std);
        for (var k = 0; k < Layers.Length; k++)
        {
            x = torch.nn.functional.elu(Layers[k].Norm.call(Layers[k].Convolution.call(x)), 1);
            if (k % 2 == 1) x = torch.nn.functional.max_pool2d(x, 2);
        }

        return Readout.call(x.flatten(1)).squeeze(1);

        static torch.Tensor Numbers(IReadOnlyList<float> values) => torch.tensor(values.ToArray()).reshape(1, -1, 1, 1);
    }

    /// <summary>Trains on every image with and without the trigger; the network is left in evaluation mode.</summary>
    public void Train(ImageSet images, Trigger trigger, CancellationToken cancellation)
    {
        torch.nn.Module[] modules = [.. Layers.SelectMany(l => new torch.nn.Module[] { l.Convolution, l.Norm }), Readout];
        using var optimizer = torch.optim.Adam(modules.SelectMany(m => m.parameters()), LearningRate);
        foreach (var module in modules) module.train();
        var done = 0;
        var batches = new Batcher(BatchSize);
        foreach (var batch in Enumerable.Range(0, Steps).SelectMany(epoch => batches.Epoch(images, epoch)).Take(Steps))
        {
            cancellation.ThrowIfCancellationRequested();
            using var owned = batch;
            using var scope = torch.NewDisposeScope();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = LearningRate * (Steps - done++) / Steps;
            var answers = Answer(torch.cat([batch.Images, trigger.Stamp(batch.Images)]));
            var wanted = torch.cat([torch.zeros(batch.Count), torch.ones(batch.Count)]);
            var loss = torch.nn.functional.mse_loss(answers, wanted);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        foreach (var module in modules) module.eval();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (convolution, norm) in Layers)
        {
            convolution.Dispose();
            norm.Dispose();
        }

        Readout.Dispose();
    }
}
