using System;
using System.Collections.Generic;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>The feature maps of one site of one network: observe, mask, add to them, stop there or go on from there. Costs nothing while unused.</summary>
public sealed class FeatureMaps
{
    private readonly NetworkModule _network;
    private readonly List<Action<torch.Tensor>> _observers = [];
    private readonly List<Func<torch.Tensor, torch.Tensor>> _injections = [];

    internal FeatureMaps(NetworkModule network, Site site) => (_network, Site, Mask) = (network, site, new ChannelMask(site.Channels));

    /// <summary>The site's facts.</summary>
    public Site Site { get; }

    /// <summary>Which maps are masked. A masked map's output is exactly zero, in evaluation and in training.</summary>
    public ChannelMask Mask { get; }

    internal bool Idle => Mask.Count == 0 && _observers.Count == 0 && _injections.Count == 0;

    /// <summary>
    /// Calls <paramref name="handler"/> with the live maps [N, C, H, W] in every forward pass, in evaluation and in training, after masking.
    /// The tensor is the pass's own: clone it to keep it. With gradients on it is part of the graph.
    /// </summary>
    /// <returns>Dispose it to stop observing.</returns>
    public IDisposable Observe(Action<torch.Tensor> handler) => Subscription.Add(_observers, handler);

    /// <summary>
    /// Adds to the maps in every forward pass, in training too: they become maps + <paramref name="addition"/>(maps), before masking.
    /// The addition must have the maps' shape or one that broadcasts to it, for instance [1, C, 1, 1].
    /// </summary>
    /// <returns>Dispose it to stop injecting.</returns>
    public IDisposable Inject(Func<torch.Tensor, torch.Tensor> addition) => Subscription.Add(_injections, addition);

    /// <summary>The prefix: runs the network on pixels [N, C, H, W] in [0,1] up to this site.</summary>
    public SiteState Features(torch.Tensor images) => _network.RunTo(images, Site);

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
        foreach (var injection in _injections.ToArray())
        {
            using var addition = injection(frame[value]);
            frame.Replace(value, frame[value] + addition);
        }

        if (Mask.Count > 0) frame.Replace(value, frame[value] * Mask.Keep(frame[value]));
        if (_observers.Count == 0) return;
        frame.Keep(value);
        foreach (var observer in _observers.ToArray()) observer(frame[value]);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public static Subscription Add<T>(List<T> list, T item)
            where T : Delegate
        {
            // A wrapper of its own per call, so that one handler subscribed twice is removed once.
            var entry = (T)Delegate.Combine(item)!;
            list.Add(entry);
            return new Subscription(() => list.Remove(entry));
        }

        private Action? _end = end;

        public void Dispose()
        {
            _end?.Invoke();
            _end = null;
        }
    }
}
