using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Engine;

/// <summary>The parts of perturbation unlearning, each by itself.</summary>
public sealed class RepairPartsTests
{
    private static Generator Draws(ulong seed = 1) => new(seed, CPU);

    [Fact]
    public void An_additive_perturbation_moves_by_a_share_of_its_radius_and_stays_within_it()
    {
        using var scope = NewDisposeScope();
        using var draws = Draws();
        using var d = new AdditivePerturbation(2, 3, 4, 4, CPU);
        d.Restart(draws);
        Assert.Equal(0.6, d.Delta.norm().ToDouble(), 5);
        var (before, gradient) = (d.Delta.clone(), randn([1, 3, 4, 4], generator: draws));
        d.Up(gradient * 1000);
        Support.AssertClose(before + gradient / gradient.norm() * 0.6, d.Delta);
        for (var i = 0; i < 10; i++) d.Up(gradient);
        Assert.Equal(2, d.Delta.norm().ToDouble(), 5);
        // Ten steps in one direction end on the sphere, in that direction but for what the start noise left.
        Assert.True((d.Delta * gradient).sum().ToDouble() / (2 * gradient.norm().ToDouble()) > 0.95);
    }

    [Fact]
    public void A_sparse_perturbation_is_full_strength_on_the_pixels_with_the_largest_gradient()
    {
        using var scope = NewDisposeScope();
        using var draws = Draws();
        using var d = new SparsePerturbation(3, 2, 4, 4, CPU);
        d.Restart(draws);
        var gradient = zeros(1, 2, 4, 4);
        foreach (var (pixel, value) in new[] { (0, 3f), (5, -2f), (10, 1f), (15, 0.5f) }) gradient[0, 0, pixel / 4, pixel % 4] = value;
        gradient[0, 1] = 0.01f;
        d.Up(gradient);
        Assert.Equal([0L, 5, 10], d.Delta[0, 0].flatten().nonzero().flatten().data<long>().ToArray());
        Assert.Equal([1f, -1f, 1f], new[] { 0, 5, 10 }.Select(p => d.Delta[0, 0, p / 4, p % 4].ToSingle()));
        Assert.Equal(1f, d.Delta[0, 1, 0, 0].ToSingle());
    }

    [Fact]
    public void A_gradient_that_is_no_number_moves_nothing()
    {
        using var scope = NewDisposeScope();
        using var draws = Draws();
        using var d = new AdditivePerturbation(2, 1, 4, 4, CPU);
        d.Restart(draws);
        var before = d.Delta.clone();
        d.Up(zeros(1, 1, 4, 4));
        d.Up(full([1, 1, 4, 4], double.NaN));
        Support.AssertSame(before, d.Delta);
    }

    [Fact]
    public void Images_carry_a_perturbation_at_their_own_strength_within_range()
    {
        using var scope = NewDisposeScope();
        using var d = new AdditivePerturbation(2, 1, 2, 2, CPU);
        d.Up(ones(1, 1, 2, 2));
        var images = zeros(3, 1, 2, 2) + 0.9;
        var stamped = d.On(images, tensor(new[] { 0f, 0.2f, 1f }, [3, 1, 1, 1]));
        // A step of 0.6 along (1,1,1,1)/2 is 0.3 per pixel.
        Support.AssertClose(tensor(new[] { 0.9f, 0.96f, 1f }), stamped.select(1, 0)[.., 0, 0]);
    }

    [Fact]
    public void Native_memory_is_flat_over_moves()
    {
        using var draws = Draws();
        using var additive = new AdditivePerturbation(2, 3, 8, 8, CPU);
        using var sparse = new SparsePerturbation(4, 3, 8, 8, CPU);
        using var gradient = randn([1, 3, 8, 8], generator: draws);
        foreach (var d in (UniversalPerturbation[])[additive, sparse])
        {
            d.Restart(draws);
            d.Up(gradient);
            var before = Support.Alive;
            for (var i = 0; i < 50; i++) d.Up(gradient);
            d.Restart(draws);
            Assert.Equal(before, Support.Alive);
        }
    }

    [Fact]
    public void Reestimated_statistics_are_the_average_over_batches()
    {
        using var scope = NewDisposeScope();
        using var network = ToyImages.Network();
        var images = ToyImages.Make(30, seed: 1);
        BatchNorms.Reestimate(network, images, batchSize: 10);
        using var noGrad = no_grad();
        // The first batch norm reads the first convolution, which statistics do not touch.
        var maps = Enumerable.Range(0, 3).Select(b => network.Conv1.call(images.Images([.. Enumerable.Range(10 * b, 10)]))).ToArray();
        Support.AssertClose(stack(maps.Select(m => m.mean([0L, 2, 3]))).mean([0L]), network.Bn1.running_mean!);
        Support.AssertClose(stack(maps.Select(m => m.transpose(0, 1).flatten(1).var(1))).mean([0L]), network.Bn1.running_var!);
        Assert.False(network.training);
        Assert.Equal(0.1, network.Bn1.momentum);
    }

    [Fact]
    public void Frozen_statistics_do_not_move_while_dropout_is_on()
    {
        using var scope = NewDisposeScope();
        using var network = ToyImages.Network();
        using var draws = Draws();
        var (mean, images) = (network.Bn1.running_mean!.clone(), ToyImages.Make(8, seed: 1).Images([.. Enumerable.Range(0, 8)]));
        BatchNorms.TrainWithFrozenStatistics(network);
        var (once, twice) = (network.forward(images, new Pass { Generator = draws }), network.forward(images, new Pass { Generator = draws }));
        Support.AssertSame(mean, network.Bn1.running_mean!);
        Assert.False(once.equal(twice).all().ToBoolean());
    }

    [Fact]
    public void Injection_is_the_direction_times_a_number_per_image_on_all_or_on_one_rectangle()
    {
        using var scope = NewDisposeScope();
        using var draws = Draws();
        var random = new RandomSource(1, "test");
        var (uniform, rectangles) = (0, 0);
        for (var i = 0; i < 40; i++)
        {
            var added = FeatureInjection.Of(zeros(4, 2, 6, 6), [1.0, -2.0], 3, random, draws);
            Support.AssertClose(added[.., 0] * -2, added[.., 1]);
            var amount = added[.., 0].flatten(1).amax([1L]);
            var pattern = added[0, 0] / amount[0];
            var share = pattern.gt(0).to(float32).mean().ToDouble();
            if (share == 1) uniform++;
            else
            {
                rectangles++;
                // Gain min(4, 36/area): the amounts are at most s * 4.
                var gain = Math.Min(4, 1 / share);
                Assert.True(amount.max().ToDouble() <= 3 * gain + 1e-5);
            }

            Assert.True(amount.std().ToDouble() > 0);
        }

        Assert.True(uniform > 5 && rectangles > 5);
    }

    [Fact]
    public void The_loss_is_half_label_and_half_what_the_teacher_said()
    {
        using var scope = NewDisposeScope();
        using var network = ToyImages.Network();
        network.eval();
        var images = ToyImages.Make(6, seed: 2);
        using var targets = new Distillation(network, images, mirror: true, temperature: 2, hardShare: 0.25);
        var student = tensor(new[] { 1f, 0f, -1f, 0f, 2f, 0f }, [2, 3]);
        var (teacher, labels) = (tensor(new[] { 2f, 0f, 0f, 0f, 0f, 4f }, [2, 3]), tensor([0L, 2]));
        double expected = 0;
        double[][] s = [[1, 0, -1], [0, 2, 0]], t = [[2, 0, 0], [0, 0, 4]];
        int[] y = [0, 2];
        for (var n = 0; n < 2; n++)
        {
            double[] Soft(double[] v, double at) => [.. v.Select(x => Math.Exp(x / at) / v.Sum(z => Math.Exp(z / at)))];
            var (p, q) = (Soft(t[n], 2), Soft(s[n], 2));
            expected += (0.75 * 4 * p.Select((v, k) => v * Math.Log(v / q[k])).Sum() - 0.25 * Math.Log(Soft(s[n], 1)[y[n]])) / 2;
        }

        Assert.Equal(expected, targets.Loss(student, teacher, labels).ToDouble(), 5);
        // Row by row the teacher's own logits, of the mirrored image where it was mirrored.
        using var noGrad = no_grad();
        var x = images.Images([3, 1]);
        var rows = targets.For(tensor([3L, 1L]), tensor(new[] { false, true }, [2, 1]));
        Support.AssertClose(network.forward(x)[0], rows[0]);
        Support.AssertClose(network.forward(x.flip(3))[1], rows[1]);
    }

    [Fact]
    public void Random_patterns_stay_in_range_change_every_image_and_come_from_the_seed()
    {
        using var scope = NewDisposeScope();
        using var first = Draws(7);
        using var second = Draws(7);
        var images = full([40, 3, 12, 12], 0.5);
        var once = RandomPatterns.On(images, new RandomSource(1, "test"), first);
        Support.AssertSame(once, RandomPatterns.On(images, new RandomSource(1, "test"), second));
        Assert.True(once.min().ToDouble() >= 0 && once.max().ToDouble() <= 1);
        Assert.Equal(0.5, images.max().ToDouble());
        var changed = once.ne(images).flatten(1).any(1);
        // A patch may have the image's own colour by chance, sparse noise may miss: hardly ever.
        Assert.True(changed.sum().ToInt64() >= 36);
    }
}
