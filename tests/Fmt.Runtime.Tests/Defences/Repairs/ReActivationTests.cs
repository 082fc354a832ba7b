using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Xunit;

namespace Fmt.Tests.Defences.Repairs;

public sealed class ReActivationTests
{
    private static readonly ImageSet Clean = ToyImages.Make(90, 0);
    private static readonly Evaluation Attack = new(ToyImages.Make(60, 9), Trigger.Rectangle(0, 0, 2, 2, [255], 1, 8, 8), new AllToOne(1));

    [Fact]
    public void Stamped_copies_with_the_attacks_label_lie_behind_the_clean_images()
    {
        var poisoned = ReActivation.Poison(Clean, Attack, 5, 3);
        Assert.Equal(95, poisoned.Count);
        Assert.Equal(Clean.Labels, poisoned.Labels.Take(90));
        for (var i = 0; i < 90; i++) Assert.Equal(Clean.Pixels(i), poisoned.Pixels(i));
        for (var i = 90; i < 95; i++)
        {
            Assert.Equal(1, poisoned.Labels[i]);
            byte[] rest = [.. poisoned.Pixels(i)];
            Assert.Equal([255, 255, 255, 255], new[] { rest[0], rest[1], rest[8], rest[9] });
            var source = Enumerable.Range(0, 90).Single(j => Clean.Pixels(j)[10..].SequenceEqual(rest.AsSpan(10)));
            Assert.NotEqual(1, Clean.Labels[source]);
        }

        Assert.False(poisoned.Pixels(90).SequenceEqual(ReActivation.Poison(Clean, Attack, 5, 4).Pixels(90)) && poisoned.Pixels(91).SequenceEqual(ReActivation.Poison(Clean, Attack, 5, 4).Pixels(91)));
    }

    [Fact]
    public void The_network_stays_as_it_is_and_without_epochs_so_do_its_rates()
    {
        using var network = Toys.Filled(new ToyNet());
        network.Maps.Conv1.Mask.Set([1, 2]);
        var before = Toys.Bytes(network);
        var context = new RunContext(1);
        var options = new ReActivation { BatchSize = 32, Flip = false };
        Assert.Equal(Measurement.Run(network, Attack), (options with { Epochs = 0 }).Run(network, Clean, Attack, context));
        Assert.Equal(new PassCount(0, 0), context.Passes.Count);
        var rates = options.Run(network, Clean, Attack, context);
        Assert.Equal(before, Toys.Bytes(network));
        Assert.Equal(new PassCount(5 * 95, 5 * 95), context.Passes.Count);
        Assert.Equal(rates, options.Run(network, Clean, Attack, new RunContext(1)));
    }

    [Fact]
    public void Many_triggered_images_and_epochs_do_plant_a_backdoor_and_none_does_not()
    {
        using var network = Toys.Filled(new ToyNet());
        var options = new ReActivation { BatchSize = 16, Flip = false, Epochs = 15, LearningRate = 0.1 };
        var none = (options with { Triggered = 0 }).Run(network, Clean, Attack, new RunContext(1));
        var many = (options with { Triggered = 50 }).Run(network, Clean, Attack, new RunContext(1));
        Assert.True(none.Asr < 30 && many.Asr > 70 && none.Acc > 90, $"{none} {many}");
    }

    [Fact]
    public void Without_a_trigger_or_enough_images_it_is_refused()
    {
        using var network = Toys.Filled(new ToyNet());
        Assert.Throws<ArgumentException>(() => new ReActivation().Run(network, Clean, new Evaluation(Attack.Test), new RunContext(1)));
        var error = Assert.Throws<DataException>(() => new ReActivation { Triggered = 61 }.Run(network, Clean, Attack, new RunContext(1)));
        Assert.Contains("61 images", error.Message);
        Assert.Contains("60", error.Message);
    }
}
