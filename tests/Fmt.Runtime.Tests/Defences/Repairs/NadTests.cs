using System;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences.Repairs;

public sealed class NadTests
{
    private static readonly ImageSet Clean = ToyImages.Make(30, 0);

    [Fact]
    public void Attention_is_the_sum_of_squares_over_channels_divided_by_its_norm()
    {
        using var scope = torch.NewDisposeScope();
        // Two images, two channels, 1x2 places: squares summed 25, 1 and 4, 4.
        var maps = torch.tensor(new float[] { 3, 0, 4, -1, 2, 0, 0, -2 }, 2, 2, 1, 2);
        var other = torch.tensor(new float[] { 0, 2, 0, 0, 2, 0, 0, -2 }, 2, 2, 1, 2);
        var norm = Math.Sqrt(626);
        var attention = Nad.Attention(maps);
        Assert.Equal([2, 1, 2], attention.shape);
        Assert.Equal([25 / norm, 1 / norm, Math.Sqrt(0.5), Math.Sqrt(0.5)], Toys.Numbers(attention).Select(v => v), (a, b) => Math.Abs(a - b) < 1e-6);
        // Of the other, image 1 looks at (0, 1); image 2 is the same. Mean over 2 images and 2 places.
        var mse = (Math.Pow(25 / norm, 2) + Math.Pow(1 / norm - 1, 2)) / 4;
        Assert.Equal(10 * mse, Nad.AttentionLoss([attention], [Nad.Attention(other)], [10]).ToDouble(), 1e-5);
        Assert.Equal(30 * mse, Nad.AttentionLoss([attention, attention], [Nad.Attention(other), Nad.Attention(other)], [10, 20]).ToDouble(), 1e-5);
    }

    [Fact]
    public void Equal_networks_have_no_attention_loss_and_others_have()
    {
        using var scope = torch.NewDisposeScope();
        using var student = Toys.Filled(new StagesNet());
        using var teacher = student.Copy();
        using var stranger = Toys.Filled(new StagesNet(), 2);
        var places = StageOutput.LastOf(student, 3);
        var images = Clean.Images([0, 1, 2]);
        var (logits, own) = Nad.Attentions(student, Pass.Plain, places, images, gradients: true);
        var same = Nad.Attentions(teacher, Pass.Plain, places, images, gradients: false).Maps;
        Assert.Equal(0, Nad.AttentionLoss(own, same, [500, 1000, 1000]).ToDouble());
        Assert.True(Nad.AttentionLoss(own, Nad.Attentions(stranger, Pass.Plain, places, images, gradients: false).Maps, [1, 1, 1]).ToDouble() > 1e-4);
        Assert.True(own.All(m => m.requires_grad) && logits.requires_grad);
        Assert.All(same, m => Assert.False(m.requires_grad));
        Assert.Equal([[3, 8, 8], [3, 4, 4], [3, 2, 2]], own.Select(m => m.shape));
    }

    [Fact]
    public void A_teacher_like_the_student_leaves_a_plain_nesterov_step()
    {
        using var network = Toys.Filled(new PlantedNet());
        var clean = ToyImages.Make(30, 0, 2);
        using var weight = network.Conv.weight!.detach().clone();
        using var gradient = Gradient(network, clean, network.Conv.weight!);
        var options = new Nad { TeacherEpochs = 0, Epochs = 1, BatchSize = 30, Flip = false, LearningRate = 0.05, WeightDecay = 0.01 };
        var trace = options.Attempt(network, clean, new RunContext(1));
        using var scope = torch.NewDisposeScope();
        // Nesterov's first step is (1 + momentum) times the gradient.
        var expected = weight - 0.05 * 1.9 * (gradient + 0.01 * weight);
        Support.AssertClose(expected, network.Conv.weight!, "weights");
        Assert.Contains("maps of conv (6x6); the network has only 1 of the 3 resolutions", Assert.Single(trace.Notes));
    }

    [Fact]
    public void A_strong_beta_keeps_the_attention_where_the_teachers_is()
    {
        using var teacher = Toys.Filled(new PlantedNet());
        var clean = ToyImages.Make(30, 0, 2);
        double Strayed(double beta)
        {
            using var student = teacher.Copy();
            // No epoch for the teacher: it is the network as it came.
            new Nad { TeacherEpochs = 0, Epochs = 8, BatchSize = 30, Flip = false, LearningRate = 0.05, FastEpochs = 8, Betas = [beta] }.Attempt(student, clean, new RunContext(1));
            using var scope = torch.NewDisposeScope();
            var places = StageOutput.LastOf(student, 1);
            var images = clean.Images([.. Enumerable.Range(0, 30)]);
            return Nad.AttentionLoss(Nad.Attentions(student, Pass.Plain, places, images, false).Maps, Nad.Attentions(teacher, Pass.Plain, places, images, false).Maps, [1]).ToDouble();
        }

        var (free, bound) = (Strayed(0), Strayed(2000));
        Assert.True(bound < 0.5 * free, $"{bound:g3} of {free:g3}");
    }

    [Fact]
    public void Stages_are_tapped_at_sums_behind_batch_norms_or_at_the_maps()
    {
        static string[] Places(NetworkModule network, int stages = 3)
        {
            using (network)
                return [.. StageOutput.LastOf(network, stages).Select(s => $"{s.Place} {s.Height}x{s.Width}")];
        }

        // The 1x1 maps of the last convolution are no stage.
        Assert.Equal(["input of layer.1.bn 8x8", "input of layer.2.bn 4x4", "input of last 2x2"], Places(new StagesNet()));
        Assert.Equal(["input of layer.2.bn 4x4", "input of last 2x2"], Places(new StagesNet(), 2));
        Assert.Equal(["output of bn1 8x8", "maps of conv2 4x4"], Places(new ToyNet()));
        Assert.Equal("output of layer.0.bn2 8x8", Places(new ResidualNet())[0]);
        Assert.Equal(["output of features.1 6x6", "maps of features.3 4x4", "maps of features.6 2x2"], Places(new EluNet()));
    }

    [Fact]
    public void A_network_without_maps_is_refused()
    {
        using var network = Toys.Filled(new NoMapsNet());
        Assert.Contains("no attention to distil", Assert.Throws<InvalidOperationException>(() => new Nad().Attempt(network, Clean, new RunContext(1))).Message);
    }

    private static torch.Tensor Gradient(NetworkModule network, ImageSet clean, torch.Tensor of)
    {
        using var scope = torch.NewDisposeScope();
        var indices = Enumerable.Range(0, clean.Count).ToArray();
        var loss = torch.nn.functional.cross_entropy(network.call(clean.Images(indices)), clean.LabelTensor(indices));
        return torch.autograd.grad([loss], [of])[0].MoveToOuterDisposeScope();
    }
}
