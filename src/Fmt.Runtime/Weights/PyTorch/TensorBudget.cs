namespace Fmt.Weights;

/// <summary>Tensors may be views that repeat elements, so that a small file describes more than fits in memory; real
/// state_dicts are about as large as their files.</summary>
internal sealed class TensorBudget(long fileLength)
{
    private readonly long _whole = 4 * fileLength + (1 << 20);
    private long _spent;

    /// <exception cref="CheckpointException">The tensors so far are together too large for their file.</exception>
    public void Spend(string name, TorchView view)
    {
        if (view.Bytes > _whole - _spent)
            throw new CheckpointException($"its tensors, as views that repeat elements, are together larger than {_whole} bytes, the file has {fileLength}", name, "Save the tensors as tensor.contiguous()");
        _spent += view.Bytes;
    }
}
