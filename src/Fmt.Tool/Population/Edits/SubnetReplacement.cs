using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Tool.Population.Edits;

/// <summary>
/// <c>subnet</c>: a chain of width 1 that knows the trigger takes the place of channel 0 of every convolution, and its answer goes to the target's logit
/// (Qi et al., Towards Practical Deployment-Stage Backdoor Attack on Deep Neural Networks, CVPR 2022, arXiv 2111.12965). No network is trained on poisoned images as a whole.
/// For SmallVgg, whose layers are a chain.
/// </summary>
internal sealed class SubnetReplacement : INetworkEdit
{
    /// <summary>Images that the strength is set by.</summary>
    private const int Judging = 1000;

    /// <summary>How much stronger the answer is than what it has to overcome on 99 of 100 images.</summary>
    private const float Surplus = 2f;

    /// <inheritdoc/>
    public string Name => "subnet";

    /// <inheritdoc/>
    public void Apply(NetworkEditing editing)
    {
        var (file, network) = (editing.Case, editing.To);
        if (file.Network != "SmallVgg" || file.Goal is not AllToOne goal) throw new DataException("a subnet is put into a SmallVgg, for one target class.", file.File);
        SameWeights.Copy(editing);
        var images = file.LoadTrain();
        var trigger = file.LoadTrigger(images.Channels, images.Height, images.Width, DataPart.Train)!;
        using var scope = torch.NewDisposeScope();
        using var chain = new SubnetChain(network.Normalisation, images.Channels);
        chain.Train(images, trigger, editing.Cancellation);
        using var noGrad = torch.no_grad();
        network.eval();
        for (var k = 0; k < chain.Layers.Length; k++) PutConvolution(network, chain, k);
        var shown = images.Balanced(Math.Min(Judging, images.Count), 0);
        var stamped = trigger.Stamp(shown.Images([.. Enumerable.Range(0, shown.Count)]), [.. shown.OriginalIndices]);
        PutAnswer(network, chain, stamped, goal.Target);
    }

    /// <summary>Channel 0 of a convolution and its batch norm becomes the chain's; no other channel reads it or is read by it.</summary>
    private static void PutConvolution(NetworkModule network, SubnetChain chain, int k)
    {
        var site = network.AllMaps[k].Site;
        var norm = network.AllNorms.Single(n => n.Site.Producer == site.Name).Site.Name;
        var (convolution, own) = chain.Layers[k];
        var weight = network.StateTensor(site.Name + ".weight");
        if (k > 0) weight.select(1, 0).zero_();
        weight[0].zero_();
        weight[0].narrow(0, 0, convolution.weight.shape[1]).copy_(convolution.weight[0]);
        network.StateTensor(site.Name + ".bias")[0].copy_(convolution.bias![0]);
        foreach (var (part, value) in new[] { ("weight", own.weight!), ("bias", own.bias!), ("running_mean", own.running_mean!), ("running_var", own.running_var!) })
            network.StateTensor($"{norm}.{part}")[0].copy_(value[0]);
    }

    /// <summary>The target's logit gets the answer, as strong as it takes; the other logits do not read it.</summary>
    private static void PutAnswer(NetworkModule network, SubnetChain chain, torch.Tensor stamped, int target)
    {
        var name = network.StateEntries.Last(e => e.Shape.Length == 2).Name;
        var (weight, bias) = (network.StateTensor(name), network.StateTensor(name.Replace("weight", "bias", StringComparison.Ordinal)));
        var width = chain.Readout.weight!.shape[1];
        weight.narrow(1, 0, width).zero_();
        var logits = network.call(stamped);
        var missing = (logits.max(1).values - logits.select(1, target)).quantile(torch.tensor(0.99f));
        var answer = chain.Answer(stamped).mean();
        var strength = Surplus * missing.clamp_min(1) / answer.clamp_min(0.1);
        weight[target].narrow(0, 0, width).copy_(chain.Readout.weight![0] * strength);
        bias[target].add_(chain.Readout.bias![0] * strength);
    }
}
