using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>
/// Which feature maps of a site are masked. A masked map is exactly zero in the forward pass, in training too.
/// A mask is no part of the state_dict; its tensor is made on the device and in the type of the maps it meets.
/// </summary>
public sealed class ChannelMask
{
    private readonly bool[] _masked;
    private torch.Tensor? _keep;

    internal ChannelMask(int channels) => _masked = new bool[channels];

    /// <summary>Number of feature maps.</summary>
    public int Channels => _masked.Length;

    /// <summary>Number of masked maps.</summary>
    public int Count { get; private set; }

    /// <summary>The masked channels, ascending.</summary>
    public IEnumerable<int> Masked => Enumerable.Range(0, Channels).Where(c => _masked[c]);

    /// <summary>Whether a map is masked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public bool this[int channel]
    {
        get => _masked[Checked(channel)];
        set
        {
            if (_masked[Checked(channel)] == value) return;
            _masked[channel] = value;
            Count += value ? 1 : -1;
            Forget();
        }
    }

    /// <summary>Masks exactly these maps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel; nothing is changed then.</exception>
    public void Set(IEnumerable<int> channels)
    {
        var wanted = channels.Select(Checked).ToHashSet();
        for (var c = 0; c < Channels; c++) this[c] = wanted.Contains(c);
    }

    /// <summary>Unmasks all maps.</summary>
    public void Clear() => Set([]);

    /// <summary>1 for a kept and 0 for a masked channel, [1, C, 1, 1], on the device and in the type of <paramref name="like"/>. Owned by the mask.</summary>
    internal torch.Tensor Keep(torch.Tensor like)
    {
        // Two passes at once may both be the first that needs it.
        lock (_masked) return Made(like);
    }

    private torch.Tensor Made(torch.Tensor like)
    {
        if (_keep is not null && _keep.dtype == like.dtype && _keep.device.type == like.device.type && _keep.device.index == like.device.index) return _keep;
        Forget();
        // A tensor made in inference mode could never take part in training.
        using var normal = torch.inference_mode(false);
        using var values = torch.tensor(_masked.Select(m => m ? 0f : 1f).ToArray(), [1, Channels, 1, 1]);
        return _keep = values.to(like.dtype, like.device, copy: true).DetachFromDisposeScope();
    }

    internal void Forget()
    {
        _keep?.Dispose();
        _keep = null;
    }

    private int Checked(int channel) => channel >= 0 && channel < Channels
        ? channel
        : throw new ArgumentOutOfRangeException(nameof(channel), channel, $"This site has {Channels} feature maps, numbered from 0.");
}
