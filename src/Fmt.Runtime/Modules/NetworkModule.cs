using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Linq;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>
/// Base of every generated network: registers layers under PyTorch's names, runs the generated segments, owns masks and normalisation.
/// Input: pixels [N, C, H, W] in [0,1]. Output: logits [N, classes].
/// </summary>
public abstract partial class NetworkModule : torch.nn.Module<torch.Tensor, torch.Tensor>, IStateDict
{
    private readonly Dictionary<string, Scope> _scopes = [];
    private readonly Dictionary<string, torch.nn.Module> _layers = [];
    private readonly Dictionary<string, LearnedScale> _scales = [];
    private readonly FeatureMaps[] _maps;
    private readonly NormMaps?[] _norms;
    private readonly NetworkFacts _facts;
    private readonly Reservation _reservation = new();
    private readonly Dictionary<string, LayerFacts> _layerFacts;

    /// <summary>For generated code.</summary>
    /// <exception cref="InvalidOperationException">Inference mode is on: parameters made in it can never be trained.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected NetworkModule(NetworkFacts facts)
        : base(facts.Name)
    {
        if (torch.is_inference_mode_enabled()) throw new InvalidOperationException($"{facts.Name} is made in inference mode, where its parameters could never be trained; make it outside.");
        _facts = facts;
        _layerFacts = facts.Layers.ToDictionary(l => l.Name);
        _maps = facts.Sites.Select(s => new FeatureMaps(this, s)).ToArray();
        _norms = new NormMaps?[facts.Norms.Count];
        Normalisation = facts.Mean.Length == 0 ? Normalisation.None : new Normalisation(facts.Mean, facts.Std);
    }

    /// <summary>What the network does with pixels first. Default: the declaration's.</summary>
    /// <exception cref="ArgumentException">It is for another number of channels.</exception>
    public Normalisation Normalisation
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Mean.Count != 0 && value.Mean.Count != _facts.Input.Channels)
                throw new ArgumentException($"The normalisation has {value.Mean.Count} values per list; the images of {GetName()} have {_facts.Input.Channels} channels.", nameof(value));
            field = value;
        }
    }

    /// <summary>Channels, height and width of an image.</summary>
    public (int Channels, int Height, int Width) InputShape => _facts.Input;

    /// <summary>Number of classes.</summary>
    public int ClassCount => _facts.Classes;

    /// <inheritdoc/>
    /// <remarks>Read anew at every call: a move of the network or of one of its layers changes the types.</remarks>
    public ImmutableArray<StateEntry> StateEntries => CollectEntries();

    /// <summary>The feature maps of all sites, in execution order; the generated <c>Maps</c> has them by typed property and by name.</summary>
    public IReadOnlyList<FeatureMaps> AllMaps => _maps;

    /// <summary>The batch norms with running statistics, in execution order.</summary>
    public IReadOnlyList<NormMaps> AllNorms => _norms!;

    /// <summary>Where the weights are.</summary>
    internal torch.Device Device => parameters().First().device;

    /// <summary>All masks: of feature maps by the convolution's name, of what batch norms read by theirs.</summary>
    internal IEnumerable<(string Name, ChannelMask Mask)> Masks => _maps.Select(m => (m.Site.Name, m.Mask)).Concat(AllNorms.Select(n => (n.Site.Name, n.Mask)));

    /// <summary>All layers by name in the order of their registration, which is that of PyTorch's <c>named_modules()</c>; not that of execution.</summary>
    internal IEnumerable<(string Name, torch.nn.Module Layer)> LayersInRegistrationOrder => Below(this, "");

    /// <inheritdoc/>
    public torch.Tensor StateTensor(string name)
    {
        if (_scales.TryGetValue(name, out var scale)) return scale.Value;
        var dot = name.LastIndexOf('.');
        // Opaque modules have names of their own below the layer's.
        for (var cut = dot; cut > 0; cut = name.LastIndexOf('.', cut - 1))
        {
            if (!_layers.TryGetValue(name[..cut], out var layer)) continue;
            var rest = name[(cut + 1)..];
            return layer.get_parameter(rest) ?? layer.get_buffer(rest) ?? throw new KeyNotFoundException($"{GetName()} has no state '{name}'.");
        }

        throw new KeyNotFoundException($"{GetName()} has no state '{name}'.");
    }

    /// <summary>Reads weights from safetensors or a PyTorch checkpoint (.pth, .pt, .tar). All or nothing: on any mismatch the network is unchanged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="except">Layers, or scopes of layers, that keep the network's own values whatever the file has for them: <c>Load(path, except: "fc")</c> takes all but a head for other classes.</param>
    /// <exception cref="ArgumentException">The network has nothing of a name in <paramref name="except"/>.</exception>
    /// <exception cref="CheckpointException">The file is damaged or refused, its keys and shapes are not this network's, or it holds NaN, infinities or negative variances; all of them are listed.</exception>
    public void Load(string path, params string[] except) => StateLoader.Load(this, Checkpoint.Read(path), except);

    /// <summary>Writes the weights as safetensors with PyTorch's names. The file is whole or not there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NetworkException">The weights hold NaN, infinities or negative variances; nothing is written.</exception>
    public void Save(string path) => StateLoader.Save(this, path);

    /// <summary>A new network of this kind with PyTorch's initial weights.</summary>
    public abstract NetworkModule CreateNew();

    /// <summary>A copy: weights, statistics, normalisation, masks, mode and device; no observers.</summary>
    public NetworkModule Copy()
    {
        var copy = CreateNew();
        var first = parameters().FirstOrDefault();
        if (first is not null) copy.to(first.device).to(first.dtype);
        copy.TakeFrom(this);
        return copy;
    }

    /// <summary>Takes the network for a defence until the result is disposed of.</summary>
    /// <exception cref="InvalidOperationException">Another defence has it: two would train the same weights.</exception>
    internal IDisposable Reserve() => _reservation.Take(GetName());

    /// <summary>Takes another network's weights, statistics, normalisation, masks and mode. Both are of one kind.</summary>
    internal void TakeFrom(NetworkModule other)
    {
        using (torch.no_grad())
            foreach (var entry in StateEntries) StateTensor(entry.Name).copy_(other.StateTensor(entry.Name));
        Normalisation = other.Normalisation;
        foreach (var (mine, its) in Masks.Zip(other.Masks)) mine.Mask.Set(its.Mask.Masked);
        train(other.training);
    }
}
