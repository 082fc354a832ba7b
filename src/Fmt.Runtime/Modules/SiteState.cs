using System;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>A forward pass that stopped at a site: the maps there, and the other live tensors that the rest of the network needs (a shortcut, say).</summary>
public sealed class SiteState : IDisposable
{
    private readonly int _value;

    internal SiteState(NetworkModule network, Site site, Frame frame, int value) => (Network, Site, Frame, _value) = (network, site, frame, value);

    /// <summary>Where the pass stopped.</summary>
    public Site Site { get; }

    /// <summary>The site's output [N, C, H, W]; owned by this state.</summary>
    public torch.Tensor Maps => Frame[_value];

    internal NetworkModule Network { get; }

    internal Frame Frame { get; }

    /// <summary>The same state with other maps in the site's place. The maps stay the caller's; this state must outlive the new one.</summary>
    /// <param name="maps">[N, C, H, W] with the same N as the other live tensors.</param>
    public SiteState With(torch.Tensor maps)
    {
        var frame = Frame.Borrow();
        frame.Lend(_value, maps);
        return new SiteState(Network, Site, frame, _value);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose() => Frame.Dispose();
}
