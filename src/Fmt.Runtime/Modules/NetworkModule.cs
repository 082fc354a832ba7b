using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Linq;
using Fmt.Weights;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Modules;

/// <summary>
/// Base of every generated network: registers layers under PyTorch's names, runs the generated segments, owns masks and normalisation.
/// Input: pixels [N, C, H, W] in [0,1]. Output: logits [N, classes].
/// </summary>
public abstract class NetworkModule : torch.nn.Module<torch.Tensor, torch.Tensor>, IStateDict
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

    /// <summary>Where dropout draws from. Default null: libtorch's global generator, which all threads share.</summary>
    public torch.Generator? Generator { get; set; }

    /// <summary>What convolutions compute in; everything else, and all weights, stay in the network's own type. Default: that type.</summary>
    public ConvolutionPrecision Precision { get; set; }

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
    /// <exception cref="CheckpointException">The file is damaged or refused, its keys and shapes are not this network's, or it holds NaN, infinities or negative variances; all of them are listed.</exception>
    public void Load(string path) => StateLoader.Load(this, Checkpoint.Read(path));

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

    /// <summary>
    /// Makes masks permanent in the weights: of every masked map the filter and its bias become zero, and where a batch norm is the map's only
    /// reader, its scale and shift too, so that the map is really zero behind it (FMT's pruning, notes on 8.2). PyTorch then reads a pruned network.
    /// </summary>
    public void MaskedWeightsToZero()
    {
        foreach (var maps in _maps.Where(m => m.Mask.Count > 0))
        {
            ZeroWeights(_layers[maps.Site.Name], _layerFacts[maps.Site.Name], maps.Mask, true);
            if (maps.Site.BatchNorm is { } norm) ZeroWeights(_layers[norm], _layerFacts[norm], maps.Mask, true);
        }
    }

    /// <summary>Zeroes a layer's weights of some output channels, and where asked for their biases, once. Nothing is masked, so what is trained afterwards may grow back.</summary>
    internal void ZeroWeights(string name, IReadOnlyList<int> channels, bool bias)
    {
        // Layers inside opaque modules too.
        var layer = LayersInRegistrationOrder.Single(l => l.Name == name).Layer;
        var facts = FactsOf(name, layer);
        var shape = StateTensor(name + ".weight").shape;
        var mask = new ChannelMask((int)(facts.FilterAxis == 1 ? facts.Groups * shape[1] : shape[0]));
        mask.Set(channels);
        ZeroWeights(layer, facts, mask, bias);
        mask.Forget();
    }

    /// <summary>What pruning must know of a layer, by its name.</summary>
    internal LayerFacts FactsOf(string name, torch.nn.Module layer) => _layerFacts.GetValueOrDefault(name) ?? LayerFacts.OfUndeclared(name, layer);

    private static void ZeroWeights(torch.nn.Module layer, LayerFacts facts, ChannelMask mask, bool bias)
    {
        using var noGrad = torch.no_grad();
        if (layer.get_parameter("weight") is not { } weight) return;
        if (facts.FilterAxis == 1) ZeroFilters(weight, facts.Groups, mask);
        else Zero(weight, mask);
        if (bias && layer.get_parameter("bias") is { } shift) Zero(shift, mask);
    }

    private static void ZeroFilters(torch.Tensor weight, int groups, ChannelMask mask)
    {
        // [in, out/groups, kH, kW]: filter c is slice c % (out/groups) of the rows that belong to its group.
        var width = weight.shape[1];
        using var keep = mask.Keep(weight).reshape(groups, 1, width, 1, 1);
        using var grouped = weight.view(groups, weight.shape[0] / groups, width, weight.shape[2], weight.shape[3]);
        grouped.mul_(keep);
    }

    private static void Zero(torch.Tensor tensor, ChannelMask mask)
    {
        using var keep = mask.Keep(tensor).reshape([mask.Channels, .. Enumerable.Repeat(1L, (int)tensor.dim() - 1)]);
        tensor.mul_(keep);
    }

    /// <inheritdoc/>
    public override torch.Tensor forward(torch.Tensor input)
    {
        using var frame = Open(input);
        for (var segment = 0; segment <= _maps.Length; segment++) Run(segment, frame);
        return frame.Result(_facts.Output);
    }

    internal SiteState RunTo(torch.Tensor input, Site site)
    {
        var frame = Open(input);
        try
        {
            for (var segment = 0; segment <= site.Index; segment++) Run(segment, frame);
            return new SiteState(this, site, frame, _facts.SiteValues[site.Index]);
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }

    /// <summary>The maps of all sites in one pass; aliases that the caller owns, each as it was when made.</summary>
    internal torch.Tensor[] RunAll(torch.Tensor input)
    {
        using var frame = Open(input);
        var taps = new torch.Tensor[_maps.Length];
        try
        {
            for (var segment = 0; segment < _maps.Length; segment++)
            {
                Run(segment, frame);
                frame.Keep(_facts.SiteValues[segment]);
                taps[segment] = frame[_facts.SiteValues[segment]].alias();
            }
        }
        catch
        {
            foreach (var tap in taps) tap?.Dispose();
            throw;
        }

        return taps;
    }

    internal torch.Tensor RunFrom(SiteState state)
    {
        using var frame = state.Frame.Borrow();
        for (var segment = state.Site.Index + 1; segment <= _maps.Length; segment++) Run(segment, frame);
        return frame.Result(_facts.Output);
    }

    /// <summary>The generated code between two sites; segment k ends with site k, the last one with the logits.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Run(int segment, Frame f);

    /// <summary>Whether something is to be done at a site; else the generated code goes on at once.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void At(int site, Frame f, int value)
    {
        if (!_maps[site].Idle) _maps[site].Visit(f, value);
    }

    /// <summary>Before a batch norm reads a value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Reads(int norm, Frame f, int value)
    {
        if (!_norms[norm]!.ReadsIdle) _norms[norm]!.VisitInput(f, value);
    }

    /// <summary>After a batch norm gave a value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Gives(int norm, Frame f, int value)
    {
        if (!_norms[norm]!.GivesIdle) _norms[norm]!.VisitOutput(f, value);
    }

    /// <summary>A convolution, in the precision asked for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected torch.Tensor Convolve(Conv2d layer, torch.Tensor input) =>
        Precision == ConvolutionPrecision.BFloat16 ? MapOperators.InBFloat16(layer, input) : layer.call(input);

    /// <summary>A convolution that reads the image: in the weights' type, whatever is asked for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected torch.Tensor ConvolveImage(Conv2d layer, torch.Tensor input)
    {
        if (Precision != ConvolutionPrecision.BFloat16) return layer.call(input);
        using var last = MapOperators.ChannelsLast(input);
        return layer.call(last);
    }

    /// <summary>Calls a user's module and checks its declared output shape.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static torch.Tensor Opaque(torch.nn.Module<torch.Tensor, torch.Tensor> module, torch.Tensor input, string declared)
    {
        var output = module.call(input);
        var shape = string.Join('x', output.shape.Skip(1));
        if (shape == declared) return ReferenceEquals(output, input) ? output.alias() : output;
        if (!ReferenceEquals(output, input)) output.Dispose();
        throw new InvalidOperationException($"{module.GetName()} returned {shape} for an input of {string.Join('x', input.shape.Skip(1))}; it is declared as {declared}.");
    }

    /// <summary>Registers a layer under its dotted name.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected T Register<T>(string name, T layer)
        where T : torch.nn.Module
    {
        var dot = name.LastIndexOf('.');
        ScopeOf(dot < 0 ? "" : name[..dot]).register_module(name[(dot + 1)..], layer);
        _layers.Add(name, layer);
        if (_facts.Norms.FirstOrDefault(n => n.Name == name) is { } site) _norms[site.Index] = new NormMaps((BatchNorm2d)(torch.nn.Module)layer, site);
        return layer;
    }

    /// <summary>Registers a parameter of a block (or of the network) itself under its dotted name.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected LearnedScale Register(string name, LearnedScale scale)
    {
        var dot = name.LastIndexOf('.');
        scale.Register(ScopeOf(dot < 0 ? "" : name[..dot]), name[(dot + 1)..]);
        _scales.Add(name, scale);
        return scale;
    }

    /// <summary>The feature maps of a site, for the generated tree.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected FeatureMaps MapsAt(int site) => _maps[site];

    /// <summary>The feature maps of all sites, for the generated table.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected FeatureMaps[] MapsOfAllSites() => _maps;

    // Everything is registered by name; reflection over fields would register it a second time under the fields' names.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var (_, mask) in Masks) mask.Forget();
        base.Dispose(disposing);
    }

    private torch.nn.Module ScopeOf(string name)
    {
        if (name.Length == 0) return this;
        if (_scopes.TryGetValue(name, out var scope)) return scope;
        var dot = name.LastIndexOf('.');
        scope = new Scope(name[(dot + 1)..]);
        ScopeOf(dot < 0 ? "" : name[..dot]).register_module(name[(dot + 1)..], scope);
        return _scopes[name] = scope;
    }

    private Frame Open(torch.Tensor input)
    {
        var (channels, height, width) = _facts.Input;
        if (input.dim() != 4 || input.shape[1] != channels || input.shape[2] != height || input.shape[3] != width)
            throw new ArgumentException($"{GetName()} takes images [N, {channels}, {height}, {width}]; this tensor is [{string.Join(", ", input.shape)}].", nameof(input));
        var frame = new Frame(_facts.Values);
        if (Normalisation.IsIdentity) frame.Lend(0, input);
        else frame[0] = Normalisation.Apply(input);
        return frame;
    }

    private ImmutableArray<StateEntry> CollectEntries()
    {
        var entries = ImmutableArray.CreateBuilder<StateEntry>();
        Collect(this, "", entries);
        return entries.ToImmutable();
    }

    private static IEnumerable<(string Name, torch.nn.Module Layer)> Below(torch.nn.Module module, string prefix) =>
        module.named_children().SelectMany(c => Below(c.module, prefix + c.name + ".").Prepend((prefix + c.name, c.module)));

    /// <summary>PyTorch's order: a module's parameters, its buffers, then its children.</summary>
    private static void Collect(torch.nn.Module module, string prefix, ImmutableArray<StateEntry>.Builder entries)
    {
        foreach (var (name, parameter) in module.named_parameters(recurse: false)) entries.Add(new StateEntry(prefix + name, parameter.dtype, [.. parameter.shape]));
        foreach (var (name, buffer) in module.named_buffers(recurse: false)) entries.Add(new StateEntry(prefix + name, buffer.dtype, [.. buffer.shape]));
        foreach (var (name, child) in module.named_children()) Collect(child, prefix + name + ".", entries);
    }
}
