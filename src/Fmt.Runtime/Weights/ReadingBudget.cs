using System;

namespace Fmt.Weights;

/// <summary>
/// What reading one file may take, in bytes of memory and as much work again: proportional to its length, so that no small file takes the machine. All readers of
/// weights spend from it whatever they make, copy or go through; nothing is ever given back. Real files need a small part of it.
/// </summary>
/// <param name="fileLength">Bytes of the file.</param>
internal sealed class ReadingBudget(long fileLength)
{
    /// <summary>What an object takes, with its place in a list: about what .NET asks for.</summary>
    public const int Object = 48;

    private const long Least = 24 << 20;

    private long _spent;

    /// <summary>All there is to spend.</summary>
    private long Whole => Least + 3 * fileLength;

    /// <summary>Takes from the budget. False where it is spent, and then <see cref="Spent"/> is the error.</summary>
    /// <param name="bytes">How much.</param>
    public bool Takes(long bytes)
    {
        if (bytes > Whole - _spent) return false;
        _spent += bytes;
        return true;
    }

    /// <summary>The error of a budget that is spent.</summary>
    /// <param name="what">What takes more, in the plural.</param>
    /// <param name="where">Entry or byte of the file.</param>
    /// <param name="remedy">How to mend it.</param>
    public CheckpointException Spent(string what, string? where, string remedy) =>
        new(FormattableString.Invariant($"{what} take more than the {Whole} bytes of memory or work that a file of {fileLength} bytes may take"), where, remedy);
}
