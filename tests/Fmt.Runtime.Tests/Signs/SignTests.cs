using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Signs;
using Fmt.Tests.Defences;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Signs;

/// <summary>What holds for every sign of the library: they are found, not listed.</summary>
public sealed class SignTests
{
    private static readonly ImageSet Clean = ToyImages.Make(90, seed: 5);

    public static TheoryData<Type> Signs => [.. typeof(ISign).Assembly.GetTypes().Where(t => typeof(ISign).IsAssignableFrom(t) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static float[] State(NetworkModule network)
    {
        using var scope = torch.NewDisposeScope();
        return [.. network.StateEntries.SelectMany(e => network.StateTensor(e.Name).detach().to(torch.float32).flatten().data<float>().ToArray())];
    }

    [Theory]
    [MemberData(nameof(Signs))]
    public void A_sign_leaves_the_network_as_it_is_counts_its_passes_and_says_the_same_again(Type type)
    {
        var sign = (ISign)Activator.CreateInstance(type)!;
        using var network = ToyImages.Network();
        network.train();
        var before = State(network);
        var context = new RunContext(3);
        var first = sign.Read(network, Clean, context);
        Assert.Equal(before, State(network));
        Assert.All(network.modules(), m => Assert.True(m.training));
        Assert.Equal(sign.Name, first.Sign);
        Assert.Equal(first.Passes, context.Passes.Count);
        Assert.NotEqual(first.Statistic is null, first.Invalid is null);
        if (first.Statistic is { } number) Assert.True(double.IsFinite(number));
        using var other = ToyImages.Network();
        var again = sign.Read(other, Clean, new RunContext(3));
        Assert.Equal((first.Statistic, first.Class, first.Passes), (again.Statistic, again.Class, again.Passes));
        Assert.Equal(first.Classes.ToArray(), again.Classes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Signs))]
    public void A_sign_that_is_stopped_stops(Type type)
    {
        using var network = ToyImages.Network();
        Assert.ThrowsAny<OperationCanceledException>(() => ((ISign)Activator.CreateInstance(type)!).Read(network, Clean, new RunContext(0, Cancellation: new(true))));
    }

    [Fact]
    public void What_a_sign_needs_and_a_network_has_not_is_said()
    {
        using var network = PixelNet.Made(planted: false);
        var images = PixelNet.Images(60, seed: 1);
        foreach (var sign in (ISign[])[new MemorySign(), new NeuronNoiseSign()])
        {
            var reading = sign.Read(network, images, new RunContext(0));
            Assert.Equal((null, false), (reading.Statistic, reading.Found));
            Assert.Contains("no batch norm", reading.Invalid);
        }

        Assert.Contains("four classes", new MaximumMarginSign().Read(network, images, new RunContext(0)).Invalid);
    }

    [Fact]
    public void Few_pixels_find_the_class_of_a_planted_patch()
    {
        using var planted = PixelNet.Made(planted: true);
        var reading = new PixelSign().Read(planted, PixelNet.Images(90, seed: 1), new RunContext(0));
        Assert.Equal((true, 2), (reading.Found, reading.Class));
        using var innocent = PixelNet.Made(planted: false);
        Assert.False(new PixelSign().Read(innocent, PixelNet.Images(90, seed: 1), new RunContext(0)).Found);
    }

    [Fact]
    public void Memory_counts_from_its_threshold_on()
    {
        using var network = ToyImages.Network();
        BatchNorms.Reestimate(network, Clean);
        Assert.False(new MemorySign().Read(network, Clean, new RunContext(0)).Found);
        using (torch.no_grad()) network.Bn1.running_mean![5] += 3;
        var reading = new MemorySign().Read(network, Clean, new RunContext(0));
        Assert.True(reading.Found);
        Assert.False((new MemorySign { Threshold = reading.Statistic!.Value * 1.01 }).Read(network, Clean, new RunContext(0)).Found);
    }
}
