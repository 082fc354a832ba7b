using System;
using System.ComponentModel;
using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

public abstract partial class NetworkModule
{
    /// <inheritdoc/>
    public override torch.Tensor forward(torch.Tensor input) => forward(input, Pass.Plain);

    /// <summary>The logits, by a pass that runs as asked for. TorchSharp's hooks on the network itself are not called; those on its layers are.</summary>
    /// <param name="input">Pixels [N, C, H, W] in [0,1].</param>
    /// <param name="pass">How it runs.</param>
    public torch.Tensor forward(torch.Tensor input, Pass pass)
    {
        using var frame = Open(input, pass);
        for (var segment = 0; segment <= _maps.Length; segment++) Run(segment, frame);
        return frame.Result(_facts.Output);
    }

    internal SiteState RunTo(torch.Tensor input, Site site, Pass pass)
    {
        var frame = Open(input, pass);
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
    internal torch.Tensor[] RunAll(torch.Tensor input, Pass pass)
    {
        using var frame = Open(input, pass);
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

    private Frame Open(torch.Tensor input, Pass pass)
    {
        var (channels, height, width) = _facts.Input;
        if (input.dim() != 4 || input.shape[1] != channels || input.shape[2] != height || input.shape[3] != width)
            throw new ArgumentException($"{GetName()} takes images [N, {channels}, {height}, {width}]; this tensor is [{string.Join(", ", input.shape)}].", nameof(input));
        var frame = new Frame(_facts.Values, pass);
        var normalisation = pass.Normalisation ?? Normalisation;
        if (normalisation.IsIdentity) frame.Lend(0, input);
        else frame[0] = normalisation.Apply(input);
        return frame;
    }
}
