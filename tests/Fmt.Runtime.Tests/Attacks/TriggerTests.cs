using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Tests.Data;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Attacks;

public class TriggerTests
{
    [Fact]
    public void Rectangle_replaces_its_pixels_and_no_others()
    {
        var trigger = Trigger.Rectangle(1, 0, 1, 2, [255, 0, 51], 3, 2, 2);
        Assert.Equal<float>([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0.2f, 0.2f], trigger.Pattern);
        Assert.Equal<float>([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1], trigger.Mask);
        using var scope = torch.NewDisposeScope();
        var stamped = trigger.Stamp(torch.full([2, 3, 2, 2], 0.3f));
        float[] image = [.3f, .3f, 1, 1, .3f, .3f, 0, 0, .3f, .3f, .2f, .2f];
        Assert.Equal([.. image, .. image], stamped.data<float>().ToArray());
    }

    [Fact]
    public void Alpha_blends()
    {
        // 0.8 * 100 + 0.2 * 255 = 131; 0.8 * 0 + 51 = 51; 0.8 * 7 = 5.6 -> 6 (rounded, not cut off).
        var trigger = new PatternTrigger(TriggerMode.Replace, [1, 1, 0], default, 0.2, 1, 1, 3);
        byte[] image = [100, 0, 7];
        trigger.Stamp(image);
        Assert.Equal<byte>([131, 51, 6], image);
        using var scope = torch.NewDisposeScope();
        var values = trigger.Stamp(torch.tensor(new[] { 0.5f, 0f, 1f }, [1, 1, 1, 3])).data<float>().ToArray();
        Assert.Equal([0.6f, 0.2f, 0.8f], values.Select(v => MathF.Round(v, 6)));
    }

    [Fact]
    public void Adding_clips_at_both_ends()
    {
        var trigger = new PatternTrigger(TriggerMode.Add, [0.2f, 0.2f, -0.4f, 0], default, 1, 1, 2, 2);
        byte[] image = [10, 230, 90, 77];
        trigger.Stamp(image);
        Assert.Equal<byte>([61, 255, 0, 77], image);
        using var scope = torch.NewDisposeScope();
        Assert.Equal([0.3f, 1, 0, 0.5f], trigger.Stamp(torch.tensor(new[] { 0.1f, 0.9f, 0.3f, 0.5f }, [1, 1, 2, 2])).data<float>().ToArray().Select(v => MathF.Round(v, 6)));
    }

    [Fact]
    public void Mask_may_differ_by_channel_and_be_partial()
    {
        var trigger = new PatternTrigger(TriggerMode.Replace, [1, 1], [0.5f, 0], 1, 2, 1, 1);
        byte[] image = [101, 101];
        trigger.Stamp(image);
        Assert.Equal<byte>([178, 101], image);
    }

    [SharedTheory("models/triggers")]
    [InlineData("l2_inv.png")]
    [InlineData("trojan_wm.png")]
    public void Tensor_and_bytes_agree_for_added_pictures(string name)
    {
        var set = Sets.Textured(5, 3, 32, 32);
        var trigger = Trigger.FromFiles(TriggerMode.Add, null, SharedMaterial.Path($"models/triggers/{name}"), 1, 3, 32, 32);
        var stamped = trigger.Stamp(set, [0, 1, 2, 3, 4]);
        using var scope = torch.NewDisposeScope();
        var difference = (trigger.Stamp(set.Images([0, 1, 2, 3, 4])) - stamped.Images([0, 1, 2, 3, 4])).abs().max();
        Assert.InRange(difference.ToSingle(), 0, 1e-6f);
    }

    [Fact]
    public void Poisoning_stamps_and_relabels_only_the_images_named()
    {
        var set = new ImageSet([10, 20, 30, 40], [0, 1, 2, 1], 1, 1, 1, 3, ["a", "b", "c"]);
        var trigger = new PatternTrigger(TriggerMode.Add, [1 / 255f], default, 1, 1, 1, 1);
        var poisoned = trigger.Stamp(set, [3, 0, 3], new AllToAll());
        Assert.Equal([11, 20, 30, 41], Enumerable.Range(0, 4).Select(i => (int)poisoned.Pixels(i)[0]));
        Assert.Equal<int>([1, 1, 2, 2], poisoned.Labels);
        Assert.Equal("c", poisoned.ClassNames[2]);
        Assert.Equal<int>([0, 1, 2, 1], trigger.Stamp(set, [0]).Labels);
        Assert.Equal(10, set.Pixels(0)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => trigger.Stamp(set, [4]));
    }

    [Fact]
    public void Gradients_flow_to_the_images()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.full([1, 1, 1, 2], 0.5f).requires_grad_();
        new PatternTrigger(TriggerMode.Replace, [1, 1], [1, 0], 0.25, 1, 1, 2).Stamp(x).sum().backward();
        Assert.Equal([0.75f, 1], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void The_type_of_the_images_is_kept()
    {
        using var scope = torch.NewDisposeScope();
        var trigger = Trigger.Rectangle(0, 0, 1, 1, [255], 1, 1, 2);
        Assert.Equal(torch.ScalarType.Float64, trigger.Stamp(torch.zeros([1, 1, 1, 2], torch.float64)).dtype);
        Assert.Equal(torch.ScalarType.BFloat16, trigger.Stamp(torch.zeros([1, 1, 1, 2], torch.bfloat16)).dtype);
    }

    [Fact]
    public void Stamping_leaves_no_tensor_behind()
    {
        var trigger = Trigger.Rectangle(0, 0, 4, 4, [255], 3, 32, 32);
        using var images = torch.zeros(8, 3, 32, 32);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        for (var k = 0; k < 300; k++) trigger.Stamp(images).Dispose();
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Contains("does not lie in", Assert.Throws<ArgumentException>(() => Trigger.Rectangle(27, 27, 6, 4, [255], 1, 32, 32)).Message);
        Assert.Throws<ArgumentException>(() => Trigger.Rectangle(-1, 0, 2, 2, [255], 1, 32, 32));
        Assert.Contains("colour of 3 bytes", Assert.Throws<ArgumentException>(() => Trigger.Rectangle(0, 0, 1, 1, [255, 0, 0], 1, 4, 4)).Message);
        Assert.Equal(1f, Trigger.Rectangle(0, 0, 1, 1, [255, 255, 255], 1, 4, 4).Pattern[0]);
        Assert.Throws<ArgumentException>(() => new PatternTrigger(TriggerMode.Replace, [-0.1f], default, 1, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new PatternTrigger(TriggerMode.Replace, [float.NaN], default, 1, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new PatternTrigger(TriggerMode.Replace, [1], [1.5f], 1, 1, 1, 1));
        Assert.Contains("changes no pixel", Assert.Throws<ArgumentException>(() => new PatternTrigger(TriggerMode.Replace, [1], [0], 1, 1, 1, 1)).Message);
        Assert.Contains("changes no pixel", Assert.Throws<ArgumentException>(() => new PatternTrigger(TriggerMode.Add, [0], default, 1, 1, 1, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatternTrigger(TriggerMode.Add, [1], default, 0, 1, 1, 1));
        var trigger = Trigger.Rectangle(0, 0, 1, 1, [255], 1, 2, 2);
        Assert.Throws<ArgumentException>(() => trigger.Stamp(new byte[3]));
        using var wrong = torch.zeros(1, 3, 2, 2);
        Assert.Contains("[1,3,2,2]", Assert.Throws<ArgumentException>(() => trigger.Stamp(wrong)).Message);
    }
}
