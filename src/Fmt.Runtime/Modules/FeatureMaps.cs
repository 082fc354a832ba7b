using System;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>The feature maps of one site of one network: observe, mask, add to them, stop there or go on from there. Costs nothing while unused.</summary>
public sealed class FeatureMaps
{
    private readonly NetworkModule _network;
    private readonly Hooks _hooks = new();

    internal FeatureMaps(NetworkModule network, Site site) => (_network, Site, Mask) = (network, site, new ChannelMask(site.Channels));

    /// <summary>The site's facts.</summary>
    public Site Site { get; }

    /// <summary>Which maps are masked. A masked map's output is exactly zero, in evaluation and in training.</summary>
    public ChannelMask Mask { get; }

    internal bool Idle => Mask.Count == 0 && _hooks.Idle;

    /// <summary>
    /// Calls <paramref name="handler"/> with the live maps [N, C, H, W] in every forward pass, in evaluation and in training, after masking.
    /// The tensor is the pass's own: clone it to keep it. With gradients on it is part of the graph.
    /// </summary>
    /// <returns>Dispose it to stop observing.</returns>
    public IDisposable Observe(Action<torch.Tensor> handler) => _hooks.Observe(handler);

    /// <summary>
    /// Adds to the maps in every forward pass, in training too: they become maps + <paramref name="addition"/>(maps), before masking.
    /// The addition must have the maps' shape or one that broadcasts to it, for instance [1, C, 1, 1].
    /// </summary>
    /// <returns>Dispose it to stop injecting.</returns>
    public IDisposable Inject(Func<torch.Tensor, torch.Tensor> addition) => _hooks.Inject(addition);

    /// <summary>The prefix: runs the network on pixels [N, C, H, W] in [0,1] up to this site.</summary>
    public SiteState Features(torch.Tensor images) => _network.RunTo(images, Site, Pass.Plain);

    /// <summary>The suffix: runs the network from a state of this site to the logits [N, classes]. The state stays usable.</summary>
    /// <exception cref="ArgumentException">The state is of another site or network.</exception>
    public torch.Tensor Logits(SiteState state)
    {
        if (state.Network != _network || state.Site != Site)
            throw new ArgumentException($"The state is of site '{state.Site.Name}' of {state.Network.GetName()}, this is '{Site.Name}' of {_network.GetName()}.", nameof(state));
        return _network.RunFrom(state);
    }

    /// <summary>Injection, mask, observers, in this order.</summary>
    internal void Visit(Frame frame, int value)
    {
        _hooks.Add(frame, value);
        if (Mask.Count > 0) frame.Replace(value, frame[value] * Mask.Keep(frame[value]));
        _hooks.Show(frame, value);
    }
}
