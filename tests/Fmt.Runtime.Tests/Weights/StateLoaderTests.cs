using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Fmt.Modules;
using Fmt.Weights;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;

namespace Fmt.Tests.Weights;

public class StateLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fmt-test-");
    private readonly SmallNet _net = new();

    [Fact]
    public void Loads_by_name_in_place_whatever_the_order()
    {
        using var weight = _net.StateTensor("conv1.weight").alias();
        StateLoader.Load(_net, new Checkpoint(Full().Reverse()));
        Assert.Equal(Enumerable.Range(0, 18).Select(i => i / 4f), Values("conv1.weight"));
        Assert.Equal([5], Values("bn1.num_batches_tracked"));
        Assert.Equal(0.25f, weight.flatten()[1].item<float>());                                  // the same memory
        Assert.True(_net.StateTensor("conv1.weight").requires_grad);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float16)]
    [InlineData(torch.ScalarType.BFloat16)]
    [InlineData(torch.ScalarType.Float64)]
    public void Other_widths_are_converted(torch.ScalarType type)
    {
        StateLoader.Load(_net, new Checkpoint(Full(type)));
        Assert.Equal(torch.ScalarType.Float32, _net.StateTensor("conv1.weight").dtype);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => i / 4f), Values("conv1.weight"));
    }

    [Fact]
    public void Missing_counter_keeps_its_value()
    {
        StateLoader.Load(_net, new Checkpoint(Full().Where(t => t.Name != "bn1.num_batches_tracked")));
        Assert.Equal([0], Values("bn1.num_batches_tracked"));
    }

    [Fact]
    public void Everything_that_is_wrong_is_listed_at_once_and_nothing_loaded()
    {
        var before = Values("conv1.weight");
        CheckpointTensor[] wrong = [.. Full().Select(t => t.Name switch
        {
            "bn1.weight" => t with { Name = "bn.weight" },
            "bn1.bias" => t with { Name = "net.bn1.bias" },
            "bn1.running_mean" => t with { Shape = [1, 2] },
            "bn1.num_batches_tracked" => new CheckpointTensor(t.Name, torch.ScalarType.Float32, [], new byte[4]),
            _ => t,
        }).Append(new CheckpointTensor("fc.weight", torch.ScalarType.Float32, [1], new byte[4]))];
        var e = Assert.Throws<CheckpointException>(() => StateLoader.Load(_net, new Checkpoint(wrong)));
        Assert.Equal(["bn1.weight (the checkpoint has bn.weight)", "bn1.bias (the checkpoint has net.bn1.bias)"], e.Missing.AsEnumerable());
        Assert.Equal(["bn.weight (the network has bn1.weight)", "net.bn1.bias (the network has bn1.bias)", "fc.weight"], e.Unexpected.AsEnumerable());
        Assert.Equal(2, e.Misshaped.Length);
        Assert.Contains("bn1.running_mean: the network has Float32 [2], the checkpoint Float32 [1, 2]", e.Message);
        Assert.Contains("bn1.num_batches_tracked: the network has Int64 [], the checkpoint Float32 []", e.Message);
        Assert.All(e.Missing.Concat(e.Unexpected), line => Assert.Contains(line, e.Message));
        Assert.Equal(before, Values("conv1.weight"));
    }

    [Theory]
    [InlineData("bn1")]
    [InlineData("bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked")]
    public void What_is_excepted_keeps_the_modules_values_whatever_the_file_has(params string[] except)
    {
        CheckpointTensor[] others = [.. Full().Where(t => t.Name is not ("bn1.bias" or "bn1.running_mean")).Select(t => t.Name == "bn1.weight" ? t with { Shape = [2, 1] } : t)];
        StateLoader.Load(_net, new Checkpoint(others), except);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => i / 4f), Values("conv1.weight"));
        Assert.Equal([1, 1], Values("bn1.weight"));
        Assert.Equal([0, 0], Values("bn1.bias"));
        Assert.Equal([0], Values("bn1.num_batches_tracked"));
    }

    [Fact]
    public void An_exception_that_names_nothing_is_an_error()
    {
        var e = Assert.Throws<ArgumentException>(() => StateLoader.Load(_net, new Checkpoint(Full()), "bn"));
        Assert.Contains("The network has no 'bn' to leave out; it has bn1", e.Message);
    }

    [Fact]
    public void A_layer_of_another_width_alone_is_named_with_both_ways_out()
    {
        CheckpointTensor[] wider = [.. Full().Select(t => t.Name == "conv1.weight" ? new CheckpointTensor(t.Name, torch.ScalarType.Float32, [3, 1, 3, 3], new byte[4 * 27]) : t)];
        var e = Assert.Throws<CheckpointException>(() => StateLoader.Load(_net, new Checkpoint(wider)));
        Assert.Contains("All but 'conv1' fits, which has 3 outputs in the checkpoint and 2 here: declare Classes = 3 to take it as it is, or Load(path, except: \"conv1\") to leave it out", e.Message);
        StateLoader.Load(_net, new Checkpoint(wider), "conv1");
        Assert.Equal([5], Values("bn1.num_batches_tracked"));
    }

    [Fact]
    public void Double_beyond_float_is_refused_before_anything_is_copied()
    {
        var before = Values("conv1.weight");
        CheckpointTensor[] tensors = [.. Full(torch.ScalarType.Float64)];
        var last = Array.FindIndex(tensors, t => t.Name == "bn1.running_var");
        tensors[last] = tensors[last] with { Data = (byte[])[.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(1e300)] };
        var e = Assert.Throws<CheckpointException>(() => StateLoader.Load(_net, new Checkpoint(tensors)));
        Assert.Equal("bn1.running_var", e.Where);
        Assert.Equal(before, Values("conv1.weight"));
    }

    [Fact]
    public void Saved_file_has_the_modules_order_and_loads_back()
    {
        var path = Path.Combine(_folder.FullName, "net.safetensors");
        StateLoader.Save(_net, path, new Dictionary<string, string> { ["defence"] = "none" });
        var saved = Checkpoint.Read(path);
        Assert.Equal(_net.StateEntries.Select(e => e.Name), saved.Tensors.Select(t => t.Name));
        Assert.Equal("none", saved.Metadata["defence"]);
        using var other = new SmallNet();
        StateLoader.Load(other, saved);
        foreach (var entry in _net.StateEntries)
            Assert.Equal(CheckpointTensor.Of("", _net.StateTensor(entry.Name)).Data.ToArray(), CheckpointTensor.Of("", other.StateTensor(entry.Name)).Data.ToArray());
    }

    [Fact]
    public void Loading_and_saving_leak_no_tensor()
    {
        var path = Path.Combine(_folder.FullName, "net.safetensors");
        using var scope = torch.NewDisposeScope();
        StateLoader.Save(_net, path);
        StateLoader.Load(_net, Checkpoint.Read(path));
        Assert.Equal(0, scope.DisposablesCount);
    }

    public void Dispose()
    {
        _net.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>conv1.weight counts in quarters, everything else is one; exact in every width.</summary>
    private IEnumerable<CheckpointTensor> Full(torch.ScalarType type = torch.ScalarType.Float32)
    {
        foreach (var entry in _net.StateEntries)
        {
            using var values = entry.Name == "conv1.weight" ? torch.arange(18, torch.ScalarType.Float32).div(4).reshape(2, 1, 3, 3)
                : entry.Type == torch.ScalarType.Int64 ? torch.tensor(5L) : torch.ones(entry.Shape.AsSpan());
            using var typed = entry.Type == torch.ScalarType.Int64 ? values.alias() : values.to(type);
            yield return CheckpointTensor.Of(entry.Name, typed);
        }
    }

    private float[] Values(string name)
    {
        using var values = _net.StateTensor(name).detach().to(torch.ScalarType.Float32).flatten();
        return values.data<float>().ToArray();
    }

    private sealed class SmallNet : IStateDict, IDisposable
    {
        private readonly Conv2d _conv1 = torch.nn.Conv2d(1, 2, 3, bias: false);
        private readonly BatchNorm2d _bn1 = torch.nn.BatchNorm2d(2);

        public ImmutableArray<StateEntry> StateEntries { get; } =
        [
            new("conv1.weight", torch.ScalarType.Float32, [2, 1, 3, 3]),
            new("bn1.weight", torch.ScalarType.Float32, [2]),
            new("bn1.bias", torch.ScalarType.Float32, [2]),
            new("bn1.running_mean", torch.ScalarType.Float32, [2]),
            new("bn1.running_var", torch.ScalarType.Float32, [2]),
            new("bn1.num_batches_tracked", torch.ScalarType.Int64, []),
        ];

        public torch.Tensor StateTensor(string name) => name switch
        {
            "conv1.weight" => _conv1.weight!,
            "bn1.weight" => _bn1.weight!,
            "bn1.bias" => _bn1.bias!,
            _ => _bn1.get_buffer(name["bn1.".Length..])!,
        };

        public void Dispose()
        {
            _conv1.Dispose();
            _bn1.Dispose();
        }
    }
}
