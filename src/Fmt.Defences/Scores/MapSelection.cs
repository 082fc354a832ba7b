using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>Maps chosen to be pruned.</summary>
/// <param name="Rule">How they were chosen, in words, with the score's name.</param>
/// <param name="Oracle">Whether poisoned data had a say.</param>
/// <param name="Places">The chosen channels, ascending, place by place; places without any are left out.</param>
public sealed record MapSelection(string Rule, bool Oracle, ImmutableArray<SelectedMaps> Places)
{
    /// <summary>Number of maps.</summary>
    public int Count => Places.Sum(p => p.Channels.Length);

    /// <summary>The channels of a place; empty where none was chosen.</summary>
    public ImmutableArray<int> At(string place) => Places.FirstOrDefault(p => p.Place == place)?.Channels ?? [];

    /// <summary>One line: the rule, marked where poisoned data had a say, and how many maps where.</summary>
    public override string ToString() =>
        (Oracle ? "Oracle: " : "") + FormattableString.Invariant($"{Rule}: {Count} maps") + (Count == 0 ? "" : " (" + string.Join(", ", Places.Select(p => FormattableString.Invariant($"{p.Place} {p.Channels.Length}"))) + ")");

    /// <summary>Prunes the maps in a network, beside those that are masked already.</summary>
    /// <exception cref="ArgumentException">The network has no such place, or the place no such channel; nothing is changed then.</exception>
    public void Apply(NetworkModule network, MaskKind kind = MaskKind.ZeroMap)
    {
        var places = Place.Of(network);
        var chosen = Places.Select(p => (Place: Find(network, places, p), p.Channels)).ToArray();
        foreach (var (place, channels) in chosen)
            foreach (var channel in channels) Prune(place, channel, kind);
        network.MaskedWeightsToZero();
    }

    private static Place Find(NetworkModule network, ImmutableArray<Place> places, SelectedMaps wanted)
    {
        var place = places.FirstOrDefault(p => p.Name == wanted.Place)
            ?? throw new ArgumentException($"{network.GetName()} has no place '{wanted.Place}' to mask; it has {string.Join(", ", places.Select(p => p.Name))}.");
        if (wanted.Channels.Any(c => c < 0 || c >= place.Channels))
            throw new ArgumentException(FormattableString.Invariant($"'{place.Name}' has channels 0 to {place.Channels - 1}, not {string.Join(", ", wanted.Channels.Where(c => c < 0 || c >= place.Channels))}."));
        return place;
    }

    private static void Prune(Place place, int channel, MaskKind kind)
    {
        if (kind == MaskKind.KeepShift && place.Norm?.Layer.weight is { } scale)
        {
            Zero(scale, channel);
        }
        else if (place.Maps is { } maps)
        {
            maps.Mask[channel] = true;
            if (kind == MaskKind.OnlyReader) return;
            // Where the map has other readers, the network's own zeroing of masked weights leaves the batch norm alone.
            if (place.Norm?.Layer is not { weight: { } own, bias: { } shift }) return;
            Zero(own, channel);
            Zero(shift, channel);
        }
        else
        {
            place.Norm!.Mask[channel] = true;
        }
    }

    private static void Zero(torch.Tensor values, int channel)
    {
        using var noGradients = torch.no_grad();
        using var one = values[channel];
        one.zero_();
    }
}
