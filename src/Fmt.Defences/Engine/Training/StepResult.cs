using TorchSharp;

namespace Fmt.Engine;

/// <summary>What a step saw.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Right">Images read as their label; null where nothing was read.</param>
internal readonly record struct StepResult(double Loss, long? Right)
{
    /// <summary>Reads both off the tensors.</summary>
    public static StepResult Of(torch.Tensor loss, torch.Tensor logits, torch.Tensor labels)
    {
        using var scope = torch.NewDisposeScope();
        return new StepResult(loss.ToDouble(), logits.detach().argmax(1).eq(labels).sum().ToInt64());
    }
}
