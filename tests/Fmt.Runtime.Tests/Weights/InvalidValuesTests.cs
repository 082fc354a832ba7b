using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Modules;
using Fmt.Tests.Defences;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>Values that no network can compute with are refused when weights are read and when they are written.</summary>
public sealed class InvalidValuesTests
{
    [Theory]
    [InlineData("safetensors")]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void Every_format_is_refused_by_file_and_key_and_the_network_stays_as_it_was(string format)
    {
        using var folder = new TemporaryFolder();
        using var network = ToyImages.Network();
        var before = Values(network);
        var wrong = Values(network);
        wrong["conv1.weight"][17] = float.NaN;
        (wrong["fc.bias"][1], wrong["fc.bias"][2]) = (float.PositiveInfinity, float.NegativeInfinity);
        (wrong["bn1.running_var"][2], wrong["bn1.running_var"][63]) = (-0.5f, -1);
        var path = folder.File("weights.pth");
        File.WriteAllBytes(path, Written(network, wrong, format));

        var e = Assert.Throws<CheckpointException>(() => network.Load(path));
        Assert.Equal(path, e.File);
        Assert.Equal(
            [
                "conv1.weight: 1 of 576 values is NaN or infinite (element 17 is NaN)",
                "bn1.running_var: 2 of 64 values are below 0, which no variance is (element 2 is -0.5)",
                "fc.bias: 2 of 3 values are NaN or infinite (element 1 is Infinity)",
            ],
            e.Invalid.AsEnumerable());
        Assert.All(e.Invalid.Prepend(path).Append("nothing was loaded"), part => Assert.Contains(part, e.Message));
        Assert.Equal(before, Values(network));
        Assert.Throws<CheckpointException>(() => ToyNet.FromFile(path));
    }

    [Theory]
    [InlineData(torch.ScalarType.Float16)]
    [InlineData(torch.ScalarType.BFloat16)]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void Every_width_is_refused_whatever_the_other_values(torch.ScalarType type)
    {
        using var network = ToyImages.Network();
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            CheckpointTensor[] tensors = [.. network.StateEntries.Select(entry =>
            {
                using var scope = torch.NewDisposeScope();
                var values = network.StateTensor(entry.Name).detach().clone();
                if (entry.Type == torch.ScalarType.Float32) values = values.to(type);
                if (entry.Name == "conv2.weight") values.flatten()[4607].fill_(value);
                return CheckpointTensor.Of(entry.Name, values);
            })];
            var e = Assert.Throws<CheckpointException>(() => StateLoader.Load(network, new Checkpoint(tensors)));
            Assert.StartsWith("conv2.weight: 1 of 4608 values is NaN or infinite (element 4607 is", Assert.Single(e.Invalid));
        }
    }

    /// <summary>Large but finite weights, denormal ones and a variance of zero are no reason to refuse a file.</summary>
    [Fact]
    public void What_is_finite_loads()
    {
        using var network = ToyImages.Network();
        var values = Values(network);
        (values["conv1.weight"][0], values["conv1.weight"][1], values["bn1.running_var"][0], values["bn1.running_var"][1]) = (float.MaxValue, float.Epsilon, 0, 1e38f);
        StateLoader.Load(network, Checkpoint.Parse(Written(network, values, "zip")));
        Assert.Equal(values, Values(network));
    }

    [Theory]
    [InlineData("conv1.weight", float.NaN)]
    [InlineData("bn1.running_mean", float.PositiveInfinity)]
    [InlineData("bn1.running_var", -1f)]
    public void They_are_not_written(string name, float value)
    {
        using var folder = new TemporaryFolder();
        using var network = ToyImages.Network();
        using (torch.no_grad())
        using (var flat = network.StateTensor(name).flatten())
        using (var one = flat[3])
            one.fill_(value);
        var e = Assert.Throws<NetworkException>(() => network.Save(folder.File("repaired.safetensors")));
        Assert.Contains(name + ": 1 of", e.Message);
        Assert.Contains("repaired.safetensors was not written", e.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static Dictionary<string, float[]> Values(NetworkModule network)
    {
        using var scope = torch.NewDisposeScope();
        return network.StateEntries.Where(e => e.Type == torch.ScalarType.Float32).ToDictionary(e => e.Name, e => network.StateTensor(e.Name).detach().flatten().data<float>().ToArray());
    }

    /// <summary>The values as a file; the counter is left out, which every format allows.</summary>
    private static byte[] Written(NetworkModule network, Dictionary<string, float[]> values, string format)
    {
        var entries = network.StateEntries.Where(e => values.ContainsKey(e.Name)).ToArray();
        var all = Pickle.Floats([.. entries.SelectMany(e => values[e.Name])]);
        var offset = 0;
        if (format == "safetensors")
        {
            var header = string.Join(",", entries.Select(e => FormattableString.Invariant($"\"{e.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', e.Shape)}],\"data_offsets\":[{offset},{offset += 4 * values[e.Name].Length}]}}")));
            return SmallFiles.Safetensors("{" + header + "}", all);
        }

        var legacy = format == "legacy";
        var state = new Pickle().EmptyOrderedDict().Op('(');
        foreach (var entry in entries)
        {
            int[] shape = [.. entry.Shape.Select(n => (int)n)];
            int[] strides = [.. shape.Select((_, i) => shape.Skip(i + 1).Aggregate(1, (a, b) => a * b))];
            state.Text(entry.Name).Tensor("FloatStorage", "0", all.Length / 4, offset, shape, strides, legacy);
            offset += values[entry.Name].Length;
        }

        var pickle = state.Op('u').Stop();
        return legacy ? Pickle.Legacy(pickle, true, ("0", all.Length / 4, all)) : Pickle.Zip(pickle, ("archive/data/0", all));
    }
}
