using System.Linq;
using Fmt.Cases;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Weights;
using Fmt.Zoo;
using Xunit;

namespace Fmt.Tests.Published;

/// <summary>Published backdoored networks: they load by name, and do what was measured with PyTorch.</summary>
public sealed class PublishedNetworkTests
{
    [SharedTheory("models")]
    [InlineData("badnets_8_02", 84.42, 97.74, 1.96)]
    [InlineData("l2_inv_0_02", 84.74, 100.00, 0.00)]
    [InlineData("trojan_wm_2_02", 85.03, 99.90, 0.09)]
    [InlineData("gtsrbbadnets_8_02", 98.00, 99.02, 0.98)]
    [InlineData("gtsrbl2_inv_0_02", 98.33, 100.00, 0.00)]
    [InlineData("gtsrbtrojan_wm_2_02", 98.00, 100.00, 0.00)]
    [InlineData("wrn16_1_grid_5", 84.78, 100.00, 0.00)]
    [InlineData("wrn16_1_teacher_5", 84.41, 2.79, 84.63)]
    [InlineData("badnet_cifar10_1", 50.69, 96.38, 2.49)]
    [InlineData("badnet_mnist_1", 98.08, 99.93, 0.07)]
    [InlineData("badnet_mnist_0_sq2", 98.88, 99.84, 0.16)]
    public void Rates_are_PyTorchs(string name, double acc, double asr, double ra)
    {
        using var network = Open(name, out var file);
        var rates = Measurement.Run(network, file.Evaluation());
        Assert.Equal(acc, rates.Acc, 0.1);
        Assert.Equal(asr, rates.Asr!.Value, 0.1);
        Assert.Equal(ra, rates.Ra!.Value, 0.1);
    }

    [SharedTheory("models/pickles")]
    [InlineData("badnets_8_02", "badnets_8_02_ckpt.pth")]
    [InlineData("wrn16_1_grid_5", "WRN-16-1-S-model_best.pth.tar")]
    [InlineData("badnet_cifar10_1", "badnet-CIFAR10.pth")]
    public void A_pickle_gives_the_same_network_bit_for_bit(string name, string pickle)
    {
        using var network = Open(name, out var file);
        using var other = Networks.Make(file.Network, file.Classes, file.Channels);
        other.Load(SharedMaterial.Path("models/pickles/" + pickle));
        foreach (var entry in network.StateEntries)
            Assert.True(network.StateTensor(entry.Name).Equals(other.StateTensor(entry.Name)), entry.Name);
    }

    [SharedFact("models")]
    public void Another_networks_checkpoint_is_refused_with_every_key_and_changes_nothing()
    {
        using var network = new WideResNet16x1();
        var before = StateBytes.Of(network);
        var error = Assert.Throws<CheckpointException>(() => network.Load(SharedMaterial.Path("models/badnets_8_02.safetensors")));
        Assert.Contains("conv1.weight", error.Message);
        Assert.Contains("features.0.weight", error.Message);
        Assert.Equal(82, error.Missing.Length + network.StateEntries.Count(e => e.Name.EndsWith("num_batches_tracked")));
        Assert.Equal(44, error.Unexpected.Length);
        Assert.Equal(before, StateBytes.Of(network));
    }

    private static NetworkModule Open(string name, out CaseFile file)
    {
        file = CaseFile.Read(SharedMaterial.Path($"models/{name}.json"));
        var network = CaseNetworks.Open(file);
        return network;
    }
}
