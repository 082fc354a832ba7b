using System.Linq;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>Published networks as PyTorch wrote them, against the same tensors in safetensors files that other code wrote.</summary>
public class RealFilesTests
{
    [SharedTheory("models/pickles")]
    [InlineData("badnets_8_02_ckpt.pth", "badnets_8_02.safetensors", 44)]
    [InlineData("WRN-16-1-S-model_best.pth.tar", "wrn16_1_grid_5.safetensors", 82)]
    [InlineData("badnet-CIFAR10.pth", "badnet_cifar10_1.safetensors", 8)]
    public void Pickle_equals_safetensors_bit_for_bit(string pickle, string safetensors, int count)
    {
        var expected = Checkpoint.Read(SharedMaterial.Path("models/" + safetensors));
        var actual = Checkpoint.Read(SharedMaterial.Path("models/pickles/" + pickle));
        Assert.Equal(count, actual.Tensors.Length);
        Assert.Equal(expected.Tensors.Select(t => t.Name), actual.Tensors.Select(t => t.Name));
        foreach ((var e, var a) in expected.Tensors.Zip(actual.Tensors))
        {
            Assert.Equal(e.Type, a.Type);
            Assert.Equal(e.Shape.AsEnumerable(), a.Shape);
            Assert.True(System.MemoryExtensions.SequenceEqual(e.Data.Span, a.Data.Span), e.Name);
        }
    }

    [SharedFact("models/pickles")]
    public void Plain_values_beside_the_state_dict_are_kept()
    {
        var checkpoint = Checkpoint.Read(SharedMaterial.Path("models/pickles/badnets_8_02_ckpt.pth"));
        Assert.StartsWith("84.46", checkpoint.Metadata["acc"]);
        Assert.True(int.TryParse(checkpoint.Metadata["epoch"], out _));
        Assert.Equal("badnets_8_02_ckpt.pth", Checkpoint.Read(SharedMaterial.Path("models/badnets_8_02.safetensors")).Metadata["source_file"]);
    }

    [SharedFact("models/badnets_8_02.safetensors")]
    public void Facts_of_the_note()
    {
        var checkpoint = Checkpoint.Read(SharedMaterial.Path("models/badnets_8_02.safetensors"));
        Assert.Equal("features.0.weight", checkpoint.Tensors[0].Name);
        Assert.Equal("classifier.bias", checkpoint.Tensors[^1].Name);
        Assert.Equal(308_394, checkpoint.Tensors.Where(t => t.Type == torch.ScalarType.Float32 && !t.Name.Contains("running_")).Sum(t => t.Data.Length / 4));
        Assert.Equal(torch.ScalarType.Int64, checkpoint["features.1.num_batches_tracked"].Type);
        Assert.Empty(checkpoint["features.1.num_batches_tracked"].Shape);
    }
}
