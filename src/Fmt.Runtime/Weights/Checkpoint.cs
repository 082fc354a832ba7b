using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Fmt.Files;

namespace Fmt.Weights;

/// <summary>
/// The tensors of a file of weights, by name and in the file's order. Reads safetensors and what <c>torch.save</c> writes
/// (the zip of PyTorch 1.6 and later and the older stream); of a pickle only tensors in plain containers are read, and nothing
/// in it is executed. Writes safetensors. Element types: Float16, BFloat16, Float32, Float64, Int8 to Int64, Byte, Bool.
/// </summary>
public sealed class Checkpoint
{
    private readonly Dictionary<string, CheckpointTensor> _byName = new(StringComparer.Ordinal);

    /// <summary>A checkpoint of given tensors.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    public Checkpoint(IEnumerable<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Tensors = [.. tensors];
        _byName.EnsureCapacity(Tensors.Length);
        foreach (var tensor in Tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor)) throw new ArgumentException($"Two tensors are named {tensor.Name}.", nameof(tensors));
        }
        Metadata = metadata is null ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal) : metadata.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The file it was read from; null where it was not.</summary>
    public string? Source { get; private set; }

    /// <summary>The tensors in the file's order.</summary>
    public ImmutableArray<CheckpointTensor> Tensors { get; }

    /// <summary>safetensors' <c>__metadata__</c>; of a PyTorch file the plain values beside the state_dict, such as <c>epoch</c>.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public CheckpointTensor this[string name] => Find(name) ?? throw new KeyNotFoundException($"The checkpoint has no tensor {name}.");

    /// <summary>The tensor of a name, or null.</summary>
    public CheckpointTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The tensors whose names begin so, under what follows in them. Knows the file.</summary>
    internal Checkpoint Below(string prefix) =>
        new(Tensors.Where(t => t.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t with { Name = t.Name[prefix.Length..] })) { Source = Source };

    /// <summary>Reads a file of any supported format, told apart by its contents.</summary>
    /// <exception cref="CheckpointException">The file is missing, damaged, of no known format, or holds what is refused.</exception>
    public static Checkpoint Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var checkpoint = Load(path);
            checkpoint.Source = path;
            return checkpoint;
        }
        catch (CheckpointException e)
        {
            throw e.In(path);
        }
    }

    /// <summary>Reads a file's contents. The tensors may share the memory, which must not change afterwards.</summary>
    /// <exception cref="CheckpointException">As for <see cref="Read"/>.</exception>
    public static Checkpoint Parse(byte[] contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return CheckpointFormat.Of(contents).Read(contents);
    }

    /// <summary>Writes tensors in the given order. The file is whole or not there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">Tensors of different names.</param>
    /// <param name="metadata">Texts to keep beside them.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is <c>__metadata__</c>, or data and shape disagree.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteSafetensors(string path, IEnumerable<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ImmutableArray<CheckpointTensor> all = [.. tensors];
        var header = SafetensorsWriter.Header(all, metadata);
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, header, all));
    }

    /// <summary>The first bytes decide before the rest is read.</summary>
    private static Checkpoint Load(string path)
    {
        if (RegularFile.Problem(path) is { } problem) throw new CheckpointException(problem.TrimEnd('.'), null, "Give a .safetensors file, or what torch.save(model.state_dict(), path) writes");
        try
        {
            using var stream = RegularFile.Open(path);
            if (stream.Length > Array.MaxLength)
                throw new CheckpointException($"the file has {stream.Length} bytes; {Array.MaxLength} is the most that is read", null, "Save the state_dict alone, without the optimizer");
            var start = new byte[Math.Min(stream.Length, CheckpointFormat.Enough)];
            stream.ReadExactly(start);
            var format = CheckpointFormat.Of(start);
            var contents = GC.AllocateUninitializedArray<byte>((int)stream.Length);
            start.CopyTo(contents, 0);
            stream.ReadExactly(contents, start.Length, contents.Length - start.Length);
            return format.Read(contents);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointException("the file cannot be read: " + e.Message.TrimEnd('.'), null, "Check the path and the rights", e);
        }
    }
}
