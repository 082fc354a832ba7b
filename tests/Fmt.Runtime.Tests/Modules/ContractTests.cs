using System;
using System.IO;
using System.Linq;
using Fmt.Modules;
using Fmt.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Modules;

/// <summary>How a network is made, fed, saved and held by others.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Network_made_without_gradients_trains_all_the_same()
    {
        using var scope = NewDisposeScope();
        ResidualNet net;
        using (no_grad()) net = new ResidualNet();
        net.forward(Support.Images()).sum().backward();
        Assert.All(net.parameters(), p => Assert.True(p.requires_grad));
        Assert.NotNull(net.Conv1.weight!.grad);
        net.Dispose();
    }

    [Fact]
    public void Network_made_in_a_scope_outlives_it()
    {
        ResidualNet net;
        OpaqueNet opaque;
        using (NewDisposeScope()) (net, opaque) = (new ResidualNet(), new OpaqueNet());
        using (NewDisposeScope())
        {
            net.forward(Support.Images());
            opaque.forward(Support.Images());
        }

        Assert.All(net.StateEntries, e => Assert.False(net.StateTensor(e.Name).IsInvalid));
        net.Dispose();
        opaque.Dispose();
    }

    [Fact]
    public void Network_is_not_made_in_inference_mode()
    {
        using var inference = inference_mode();
        Assert.Contains("inference mode", Assert.Throws<InvalidOperationException>(() => new ResidualNet()).Message);
    }

    [Fact]
    public void Pixels_are_normalised_as_torch_does_it_in_single_precision()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        var images = Support.Images();
        Tensor? seen = null;
        net.Conv1.register_forward_pre_hook((_, input) => seen = input.clone());
        net.forward(images);
        var mean = tensor(new[] { 0.4f, 0.5f, 0.6f }, [1, 3, 1, 1]);
        var std = tensor(new[] { 0.2f, 0.25f, 0.3f }, [1, 3, 1, 1]);
        Support.AssertSame((images - mean) / std, seen!);
    }

    [Fact]
    public void Normalisation_follows_the_images_type_and_can_be_replaced()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet));
        var single = net.forward(Support.Images());
        net.to(ScalarType.Float64);
        Support.AssertClose(single.to(float64), net.forward(Support.Images().to(float64)));
        net.to(ScalarType.Float32);
        Support.AssertSame(single, net.forward(Support.Images()));

        net.Normalisation = Normalisation.None;
        var ready = net.forward((Support.Images() - tensor(new[] { 0.4f, 0.5f, 0.6f }, [1, 3, 1, 1])) / tensor(new[] { 0.2f, 0.25f, 0.3f }, [1, 3, 1, 1]));
        Support.AssertSame(single, ready);
    }

    [Fact]
    public void Normalisation_first_used_in_inference_mode_still_trains()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet));
        using (inference_mode()) net.forward(Support.Images());
        var images = Support.Images().requires_grad_();
        net.forward(images).sum().backward();
        Assert.NotNull(images.grad);
    }

    [Fact]
    public void Normalisation_of_the_wrong_form_is_refused()
    {
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => new Normalisation([0.1, 0.2], [1])).Message);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => new Normalisation([0.1], [0])).Message);
        foreach (var mean in new[] { 1e300, double.NaN, double.PositiveInfinity, 125.3 })
            Assert.Contains("divide a mean of pixels from 0 to 255", Assert.Throws<ArgumentException>(() => new Normalisation([0.1, mean], [1, 1])).Message);
        foreach (var std in new[] { 1e300, double.NaN, double.PositiveInfinity, 1e-50, -1 })
            Assert.Contains("from 0.000001 to 1000", Assert.Throws<ArgumentException>(() => new Normalisation([0.1, 0.1], [std, 1])).Message);
        Assert.Equal([-1f, 0.5f], new Normalisation([-1, 0.5], [1 / 65535.0, 255]).Mean);
        using var net = new ResidualNet();
        Assert.Contains("3 channels", Assert.Throws<ArgumentException>(() => net.Normalisation = new Normalisation([0.1], [1])).Message);
        Assert.Throws<ArgumentNullException>(() => net.Normalisation = null!);
    }

    [Theory]
    [InlineData(1L, 3L, 8L, 9L)]
    [InlineData(1L, 3L, 9L, 8L)]
    [InlineData(1L, 1L, 8L, 8L)]
    [InlineData(3L, 8L, 8L)]
    [InlineData(8L)]
    public void Images_of_another_shape_are_refused_with_both_shapes(params long[] shape)
    {
        using var net = new ResidualNet();
        using var images = zeros(shape);
        var message = Assert.Throws<ArgumentException>(() => net.forward(images)).Message;
        Assert.Contains("[N, 3, 8, 8]", message);
        Assert.Contains("[" + string.Join(", ", shape) + "]", message);
    }

    [Fact]
    public void Empty_batch_gives_no_logits()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet));
        Assert.Equal([0, 5], net.forward(zeros(0, 3, 8, 8)).shape);
    }

    [Fact]
    public void Opaque_module_of_another_shape_is_refused_with_both_shapes()
    {
        using var scope = NewDisposeScope();
        using var net = (OpaqueNet)Support.Make(nameof(OpaqueNet));
        net.Middle.Does = x => x.sum(1, keepdim: true);
        var message = Assert.Throws<InvalidOperationException>(() => net.forward(Support.Images())).Message;
        Assert.Contains("1x6x6", message);
        Assert.Contains("4x6x6", message);
    }

    [Fact]
    public void Opaque_module_may_give_back_its_input_or_a_view_of_it()
    {
        using var scope = NewDisposeScope();
        using var net = (OpaqueNet)Support.Make(nameof(OpaqueNet));
        net.Middle.Does = x => x * 1;
        var expected = net.forward(Support.Images());
        net.Middle.Does = x => x;
        Support.AssertSame(expected, net.forward(Support.Images()));
        net.Middle.Does = x => x.view(x.shape);
        Support.AssertSame(expected, net.forward(Support.Images()));
        Tensor? mine = null;
        net.Middle.Does = x => mine = x;
        using var watch = net.Maps.Conv1.Observe(m => mine = m);
        Support.AssertSame(expected, net.forward(Support.Images()));
    }

    [Fact]
    public void State_of_an_opaque_module_is_reached_by_name()
    {
        using var net = new OpaqueNet();
        Assert.Contains("middle.inner.weight", net.StateEntries.Select(e => e.Name));
        Assert.Equal([2, 2], net.StateTensor("middle.inner.weight").shape);
        Assert.Equal([3], net.StateTensor("middle.count").shape);
        Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => net.StateTensor("middle.inner.nothing"));
        Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => net.StateTensor("nothing"));
        Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => net.StateTensor(""));
    }

    [Fact]
    public void State_dict_of_TorchSharp_has_the_same_names_and_tensors()
    {
        foreach (var make in Support.Networks.Values)
        {
            using var net = make();
            var state = net.state_dict();
            Assert.Equal(state.Keys.Order(StringComparer.Ordinal), net.StateEntries.Select(e => e.Name).Order(StringComparer.Ordinal));
            Assert.All(net.StateEntries, e => Assert.Equal(state[e.Name].Handle, net.StateTensor(e.Name).Handle));
        }
    }

    [Fact]
    public void Entries_are_in_PyTorchs_order()
    {
        using var net = new ResidualNet();
        Assert.Equal(
            ["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked", "layer.0.conv1.weight", "layer.0.conv1.bias"],
            net.StateEntries.Take(8).Select(e => e.Name));
        Assert.Equal("fc.bias", net.StateEntries[^1].Name);
    }

    [Fact]
    public void Network_inside_a_users_module_keeps_its_names()
    {
        using var scope = NewDisposeScope();
        using var net = new ResidualNet();
        var names = net.StateEntries.Select(e => e.Name).ToArray();
        using var holder = new Holder(net);
        Assert.Equal(names.Select(n => "Net." + n).Order(StringComparer.Ordinal), holder.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(names, net.StateEntries.Select(e => e.Name));
        holder.eval();
        Assert.False(net.training);
        holder.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, holder.forward(Support.Images().to(float64)).dtype);
    }

    [Fact]
    public void Save_and_load_give_the_same_network_and_a_wrong_file_leaves_it_alone()
    {
        using var scope = NewDisposeScope();
        var folder = Directory.CreateTempSubdirectory("fmt");
        try
        {
            var path = Path.Combine(folder.FullName, "net.safetensors");
            using var net = Support.Make(nameof(ResidualNet));
            net.Save(path);
            using var read = ResidualNet.FromFile(path);
            Assert.All(net.StateEntries, e => Support.AssertSame(net.StateTensor(e.Name), read.StateTensor(e.Name), e.Name));
            using var other = new EluNet();
            var before = other.StateTensor("fc.weight").clone();
            Assert.Throws<CheckpointException>(() => other.Load(path));
            Support.AssertSame(before, other.StateTensor("fc.weight"));
            Assert.Throws<CheckpointException>(() => EluNet.FromFile(path));

            // A double network reads and writes double.
            net.to(ScalarType.Float64);
            net.Save(path);
            Assert.All(Checkpoint.Read(path).Tensors.Where(t => !t.Name.EndsWith("tracked", StringComparison.Ordinal)), t => Assert.Equal(ScalarType.Float64, t.Type));
            net.Load(path);
            Assert.Equal(ScalarType.Float64, net.forward(Support.Images().to(float64)).dtype);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Members_say_what_they_are()
    {
        using var net = new ResidualNet();
        Assert.Equal(new Activation("Relu", "4x8x8"), net.Relu);
        Assert.Equal((4, 1), (net.Layer[0].Width, net.Layer[0].Stride));
        Assert.Equal((8, 2), (net.Layer[1].Width, net.Layer[1].Stride));
        Assert.Equal("8x4x4", net.Layer[1].Sum.Shape);
        Assert.Null(net.Layer[0].Shortcut);
        Assert.Equal((3, 8, 8), net.InputShape);
        Assert.Equal(5, net.ClassCount);
        Assert.Contains("Layer[1].Shortcut", ResidualNet.Summary());
        Assert.Equal(net.AllMaps.Select(m => m.Site), ResidualNet.Sites);
        var site = ResidualNet.Sites.Single(s => s.Name == "layer.1.conv2");
        Assert.Equal(("layer.1.bn2", true, false), (site.BatchNorm, site.FeedsSum, site.HasBias));
        Assert.False(ResidualNet.Sites.Single(s => s.Name == "layer.1.conv1").FeedsSum);
    }

    private sealed class Holder : nn.Module<Tensor, Tensor>
    {
        private readonly ResidualNet Net;

        public Holder(ResidualNet net)
            : base("holder")
        {
            Net = net;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => Net.call(input);
    }
}
