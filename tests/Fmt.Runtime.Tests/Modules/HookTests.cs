using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Modules;

/// <summary>Observers: what they see, for how long, and that nobody pays where there are none.</summary>
public sealed class HookTests
{
    public static TheoryData<string, bool> All => Support.NamesAndModes;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Observer_sees_the_convolutions_own_output(bool training)
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet), training);
        var images = Support.Images();
        Tensor? alias = null, copy = null;
        using (net.Maps.Conv1.Observe(m => (alias, copy) = (m.alias(), m.clone()))) net.forward(images);
        var expected = net.Conv1.call(net.Normalisation.Apply(images));
        Assert.Equal([2, 4, 8, 8], copy!.shape);
        Support.AssertSame(expected, copy);
        // What an observer keeps is not overwritten by what comes after.
        Support.AssertSame(expected, alias!);
        Assert.True(copy.min().ToSingle() < 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_observers_keep_stays_as_it_was(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(name, training);
        var kept = new List<(string Name, Tensor Alias, Tensor Copy)>();
        var watches = net.AllMaps.Select(m => m.Observe(t => kept.Add((m.Site.Name, t.alias(), t.clone())))).ToArray();
        var images = Support.Images();
        var before = images.clone();
        net.forward(images);
        Assert.Equal(net.AllMaps.Select(m => m.Site.Name), kept.Select(k => k.Name));
        Assert.All(kept, k => Support.AssertSame(k.Copy, k.Alias, k.Name));
        Support.AssertSame(before, images, "the images");
        foreach (var watch in watches) watch.Dispose();
    }

    [Fact]
    public void Handlers_are_called_until_they_are_disposed_and_each_subscription_counts()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(EluNet));
        var calls = 0;
        void Count(Tensor maps) => calls++;
        var first = net.AllMaps[1].Observe(Count);
        var second = net.AllMaps[1].Observe(Count);
        net.forward(Support.Images());
        Assert.Equal(2, calls);
        first.Dispose();
        first.Dispose();
        net.forward(Support.Images());
        Assert.Equal(3, calls);
        second.Dispose();
        net.forward(Support.Images());
        Assert.Equal(3, calls);
    }

    [Fact]
    public void Handler_may_end_its_own_subscription_and_begin_another()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(EluNet));
        var seen = new List<string>();
        IDisposable? watch = null;
        watch = net.AllMaps[0].Observe(_ =>
        {
            seen.Add("first");
            watch!.Dispose();
            watch = net.AllMaps[0].Observe(_ => seen.Add("second"));
        });
        net.forward(Support.Images());
        net.forward(Support.Images());
        Assert.Equal(["first", "second"], seen);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_made_in_a_handler_reaches_images_and_weights(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(name, training);
        foreach (var maps in net.AllMaps)
        {
            var images = Support.Images().requires_grad_();
            Tensor? loss = null;
            using (maps.Observe(m => loss = m.square().mean())) net.forward(images);
            net.zero_grad();
            loss!.backward();
            Assert.True(images.grad!.abs().sum().ToSingle() > 0, maps.Site.Name);
            Assert.True(net.StateTensor(maps.Site.Name + ".weight").grad!.abs().sum().ToSingle() > 0, maps.Site.Name);
        }
    }

    [Fact]
    public void Loss_made_in_a_handler_has_autograds_gradient()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet), training: true);
        var images = Support.Images().requires_grad_();
        Tensor? loss = null;
        using (net.Maps.Layer[0].Conv1.Observe(m => loss = m.pow(3).sum())) net.forward(images);
        loss!.backward();
        var (gradient, weights) = (images.grad!.clone(), net.Conv1.weight!.grad!.clone());

        net.zero_grad();
        var again = Support.Images().requires_grad_();
        var maps = net.Layer[0].Conv1.call(net.Bn1.call(net.Conv1.call(net.Normalisation.Apply(again))).relu());
        maps.pow(3).sum().backward();
        Support.AssertClose(again.grad, gradient, "images");
        Support.AssertClose(net.Conv1.weight!.grad, weights, "weights");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Observed_forward_has_the_same_logits_as_an_unobserved_one(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var a = Support.Make(name, training);
        using var b = Support.Make(name, training);
        var watches = b.AllMaps.Select(m => m.Observe(_ => { })).ToArray();
        Support.AssertSame(a.forward(Support.Images(), new Pass { Generator = new Generator(5) }), b.forward(Support.Images(), new Pass { Generator = new Generator(5) }));
        foreach (var watch in watches) watch.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Injection_adds_to_the_maps(bool training)
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet), training);
        var images = Support.Images();
        var added = rand(1, 4, 1, 1).requires_grad_();
        Tensor? seen = null;
        using var watch = net.Maps.Conv1.Observe(m => seen = m.clone());
        net.forward(images);
        var plain = seen!;
        using (net.Maps.Conv1.Inject(_ => added * 1))
        using (net.Maps.Conv1.Inject(m => ones_like(m)))
        {
            net.forward(images).sum().backward();
            Support.AssertClose(plain + added + 1, seen, "maps");
        }

        // In training the batch norm behind it takes any constant shift away again.
        Assert.NotNull(added.grad);
        if (!training) Assert.True(added.grad.abs().sum().ToSingle() > 0);
        net.forward(images);
        Support.AssertSame(plain, seen!);
    }

    [Fact]
    public void Injection_of_another_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet));
        using var injection = net.AllMaps[0].Inject(_ => zeros(1, 3, 1, 1));
        Assert.ThrowsAny<Exception>(() => net.forward(Support.Images()));
        using var larger = net.AllMaps[1].Inject(_ => zeros([7, 2, 4, 8, 8]));
        Assert.ThrowsAny<Exception>(() => net.forward(Support.Images()));
    }

    [Fact]
    public void Hooks_of_TorchSharp_still_fire()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        var calls = new List<string>();
        net.Conv1.register_forward_hook((_, _, output) =>
        {
            calls.Add("layer");
            return output;
        });
        net.register_forward_pre_hook((_, input) =>
        {
            calls.Add("network");
            return input;
        });
        net.call(Support.Images());
        Assert.Equal(["network", "layer"], calls);
    }

    [Fact]
    public void Maps_are_found_by_property_name_and_position()
    {
        using var net = new ResidualNet();
        Assert.Equal(["conv1", "layer.0.conv1", "layer.0.conv2", "layer.1.conv1", "layer.1.conv2", "layer.1.downsample.0"], net.Maps.Select(m => m.Site.Name));
        Assert.Same(net.Maps["layer.1.downsample.0"], net.Maps.Layer[1].Shortcut);
        Assert.Null(net.Maps.Layer[0].Shortcut);
        Assert.Same(net.AllMaps[2], net.Maps[2]);
        Assert.Contains("layer.0.conv1", Assert.Throws<KeyNotFoundException>(() => net.Maps["layer.0.conv9"]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Maps.Layer[2]);
        using var elu = new EluNet();
        Assert.Equal("features.3", elu.Maps.Features[3].Site.Name);
        Assert.Contains("0, 3, 6", Assert.Throws<KeyNotFoundException>(() => elu.Maps.Features[1]).Message);
    }
}
