using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Reference;

/// <summary>PyTorch's values of one network, and what a declared network must have of them.</summary>
internal sealed class ArchitectureReference : IDisposable
{
    private readonly JsonDocument _document;

    public ArchitectureReference(string path) => _document = JsonDocument.Parse(File.ReadAllText(path));

    private JsonElement Root => _document.RootElement;

    public void Dispose() => _document.Dispose();

    /// <summary>Fills the network by the formula; names, order, shapes and contents are the file's.</summary>
    public void AssertState(NetworkModule network)
    {
        var expected = Root.GetProperty("state_dict").EnumerateArray().ToArray();
        var crcs = Fill(network);
        var entries = network.StateEntries;
        Assert.Equal(expected.Select(e => e.GetProperty("name").GetString()), entries.Select(e => e.Name));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), entries[i].Shape);
            Assert.Equal(expected[i].GetProperty("dtype").GetString(), entries[i].Type.ToString().ToLowerInvariant());
            Assert.Equal(expected[i].GetProperty("crc32").GetString(), crcs[entries[i].Name]);
        }

        Assert.Equal(Root.GetProperty("parameters").GetInt64(), network.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));
        Assert.Equal(network.state_dict().Keys.Order(), entries.Select(e => e.Name).Order());
    }

    /// <summary>Every convolution that PyTorch calls gives its values, and no other; so do the logits.</summary>
    public void AssertForward(NetworkModule network)
    {
        using var scope = torch.NewDisposeScope();
        Fill(network);
        network.eval();
        var convolutions = Root.GetProperty("convolutions").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        var seen = new List<string>();
        var watches = network.AllMaps.Select(m => m.Observe(maps =>
        {
            seen.Add(m.Site.Name);
            AssertConvolution(convolutions[m.Site.Name], maps);
        })).ToArray();

        using var noGrad = torch.no_grad();
        var logits = network.forward(Images());
        foreach (var watch in watches) watch.Dispose();

        Assert.Equal(convolutions.Keys.Order(), seen.Order());
        AssertLogits(logits);
    }

    /// <summary>The network up to a site and from there on gives the forward pass, bit for bit.</summary>
    public void AssertPrefixAndSuffix(NetworkModule network)
    {
        using var scope = torch.NewDisposeScope();
        Fill(network);
        network.eval();
        using var noGrad = torch.no_grad();
        var images = Images();
        var whole = network.forward(images);
        // At most 24 sites, spread over the network, the last one among them.
        var step = (network.AllMaps.Count + 23) / 24;
        foreach (var maps in network.AllMaps.Reverse().Where((_, i) => i % step == 0))
        {
            using var state = maps.Features(images);
            Assert.Equal([2, maps.Site.Channels, maps.Site.Height, maps.Site.Width], state.Maps.shape);
            var before = state.Maps.clone();
            // Twice: the suffix must leave the state as it was.
            Assert.True(maps.Logits(state).Equals(whole), maps.Site.Name);
            Assert.True(maps.Logits(state).Equals(whole), maps.Site.Name);
            Assert.True(state.Maps.Equals(before), maps.Site.Name);
        }
    }

    private Dictionary<string, string> Fill(NetworkModule network) => Reference.Fill.State(network, Root.GetProperty("gain").GetDouble());

    private static void AssertConvolution(JsonElement expected, torch.Tensor maps)
    {
        Assert.Equal(expected.GetProperty("out_shape").EnumerateArray().Select(d => d.GetInt64()), maps.shape);
        var largest = expected.GetProperty("abs_max").GetDouble();
        var tolerance = 8 * Math.Max(expected.GetProperty("dev_f64").GetDouble(), 1e-7 * largest);
        using var scope = torch.NewDisposeScope();
        var wide = maps.detach().to(torch.float64);
        var first = maps.detach().flatten()[..8].data<float>().ToArray();
        foreach (var (value, wanted) in first.Zip(expected.GetProperty("first8").EnumerateArray())) Assert.Equal(wanted.GetDouble(), value, tolerance);
        Assert.Equal(expected.GetProperty("mean").GetDouble(), wide.mean().ToDouble(), tolerance);
        Assert.Equal(expected.GetProperty("std").GetDouble(), wide.std(unbiased: false).ToDouble(), tolerance);
        Assert.Equal(largest, wide.abs().max().ToDouble(), tolerance);
    }

    private void AssertLogits(torch.Tensor logits)
    {
        var tolerance = 4 * Root.GetProperty("f32_dev").EnumerateObject().Max(d => d.Value.GetDouble());
        var actual = logits.data<float>().ToArray();
        var expected = Root.GetProperty("logits").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble()).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance));
        var wide = Root.GetProperty("logits_f64").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray()).ToArray();
        for (var n = 0; n < wide.Length; n++)
            for (var k = 0; k < wide[n].Length; k++) Assert.Equal(wide[n][k], actual[(n * (expected.Length / wide.Length)) + k], tolerance);
    }

    private torch.Tensor Images()
    {
        var shape = Root.GetProperty("input").EnumerateArray().Select(d => d.GetInt32()).ToArray();
        var values = Reference.Fill.Images(shape[0], shape[1], shape[2], shape[3]);
        Assert.Equal(Root.GetProperty("input_crc32").GetString(), Reference.Fill.Crc(values));
        return torch.tensor(values, shape.Select(d => (long)d).ToArray());
    }
}
