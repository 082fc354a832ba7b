using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Modules;

public abstract partial class NetworkModule
{
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
