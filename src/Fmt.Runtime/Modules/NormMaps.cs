using System;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Modules;

/// <summary>
/// A batch norm of one network: what it reads, what it remembers, what it gives. Reads are the maps before normalisation, gives those after.
/// Costs nothing while unused.
/// </summary>
public sealed class NormMaps
{
    private readonly Hooks _reads = new();
    private readonly Hooks _gives = new();
    private (int Images, Func<torch.Tensor, torch.Tensor> Addition)? _again;

    internal NormMaps(BatchNorm2d layer, NormSite site) => (Layer, Site, Mask) = (layer, site, new ChannelMask(site.Channels));

    /// <summary>The batch norm's facts.</summary>
    public NormSite Site { get; }

    /// <summary>The module: scale, shift, running mean and running variance.</summary>
    public BatchNorm2d Layer { get; }

    /// <summary>
    /// Which channels it reads as if nothing unusual were there: a masked one has the running mean everywhere, so that the batch norm gives its shift.
    /// On a residual sum all readers of the sum see that value, the identity path too. Masks of single maps are <see cref="FeatureMaps.Mask"/>.
    /// </summary>
    public ChannelMask Mask { get; }

    internal bool ReadsIdle => Mask.Count == 0 && _reads.Idle;

    internal bool GivesIdle => _again is null && _gives.Idle;

    /// <summary>Calls the handler with the live input [N, C, H, W] in every forward pass, after masking. The tensor is the pass's own: clone it to keep it.</summary>
    /// <returns>Dispose it to stop observing.</returns>
    public IDisposable ObserveInput(Action<torch.Tensor> handler) => _reads.Observe(handler);

    /// <summary>Calls the handler with the live output [N, C, H, W] in every forward pass, after injections.</summary>
    /// <returns>Dispose it to stop observing.</returns>
    public IDisposable Observe(Action<torch.Tensor> handler) => _gives.Observe(handler);

    /// <summary>Adds to the output in every forward pass, in training too. The addition has the output's shape or broadcasts to it.</summary>
    /// <returns>Dispose it to stop injecting.</returns>
    public IDisposable Inject(Func<torch.Tensor, torch.Tensor> addition) => _gives.Inject(addition);

    /// <summary>Adds to what it reads in every forward pass, before masking: on a residual sum all readers of the sum see it. The addition has the input's shape or broadcasts to it.</summary>
    /// <returns>Dispose it to stop injecting.</returns>
    public IDisposable InjectInput(Func<torch.Tensor, torch.Tensor> addition) => _reads.Inject(addition);

    /// <summary>
    /// Runs the rest of the network once more for the first <paramref name="images"/> images of a pass, with something added to their output here:
    /// the logits get [N + images] rows, the additional ones last. Costs the suffix only.
    /// </summary>
    /// <param name="images">How many images of the batch.</param>
    /// <param name="addition">Gets their output [images, C, H, W] and gives what is added to it.</param>
    /// <returns>Dispose it to end that.</returns>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public IDisposable Again(int images, Func<torch.Tensor, torch.Tensor> addition)
    {
        if (_again is not null) throw new InvalidOperationException($"'{Site.Name}' already runs images once more; end that first.");
        _again = (images, addition);
        return new End(this);
    }

    internal void VisitInput(Frame frame, int value)
    {
        _reads.Add(frame, value);
        if (Mask.Count > 0) frame.Replace(value, Filled(frame[value]));
        _reads.Show(frame, value);
    }

    internal void VisitOutput(Frame frame, int value)
    {
        _gives.Add(frame, value);
        if (_again is var (images, addition)) RunAgain(frame, value, images, addition);
        _gives.Show(frame, value);
    }

    private static void RunAgain(Frame frame, int value, int images, Func<torch.Tensor, torch.Tensor> addition)
    {
        var all = frame[value].shape[0];
        frame.Repeat(images);
        using var scope = torch.NewDisposeScope();
        var once = frame[value].narrow(0, 0, all);
        var again = frame[value].narrow(0, all, images);
        frame.Replace(value, torch.cat([once, again + addition(again)]).MoveToOuterDisposeScope());
    }

    private torch.Tensor Filled(torch.Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var keep = Mask.Keep(input);
        var mean = Layer.running_mean!.to(input.dtype).reshape(1, Site.Channels, 1, 1);
        return (input * keep + mean * (1 - keep)).MoveToOuterDisposeScope();
    }

    private sealed class End(NormMaps maps) : IDisposable
    {
        public void Dispose() => maps._again = null;
    }
}
