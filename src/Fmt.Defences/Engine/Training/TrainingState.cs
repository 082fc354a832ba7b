using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// The state of a training between two epochs, as a safetensors file: weights and statistics, what the optimizers remember, where dropout's generator stands, the rows so far.
/// Batches need nothing: every epoch has its own random stream. A training that goes on from the file ends with the same bits as one that was never stopped.
/// </summary>
internal static class TrainingState
{
    // No state_dict has a colon in its names.
    private const string Optimizer = ":optimizer", Generator = ":generator", Rows = ":rows";

    /// <summary>Writes the state after the epochs of the rows. The file is whole or not there; the one before it stays until then.</summary>
    public static void Write(TrainingCheckpoint checkpoint, IReadOnlyList<TrainedPart> parts, torch.Generator? generator, IReadOnlyList<EpochRow> rows)
    {
        var tensors = new List<CheckpointTensor>();
        foreach (var part in parts)
        {
            tensors.AddRange(part.Module.StateEntries.Select(e => CheckpointTensor.Of(part.Name + "." + e.Name, part.Module.StateTensor(e.Name))));
            using var memory = new MemoryStream();
            using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true)) part.Optimizer.save_state_dict(writer);
            tensors.Add(new CheckpointTensor(part.Name + Optimizer, torch.ScalarType.Byte, [memory.Length], memory.ToArray()));
        }

        if (generator is not null)
        {
            using var state = generator.get_state();
            tensors.Add(CheckpointTensor.Of(Generator, state));
        }

        foreach (var more in checkpoint.More) tensors.AddRange(more.Keep());
        double[] done = [.. rows.SelectMany(r => new[] { r.LearningRate, r.Loss, r.Accuracy })];
        tensors.Add(new CheckpointTensor(Rows, torch.ScalarType.Float64, [rows.Count, 3], MemoryMarshal.AsBytes(done.AsSpan()).ToArray()));
        Checkpoint.WriteSafetensors(checkpoint.Path, tensors, new Dictionary<string, string> { ["training"] = checkpoint.Key, ["checksum"] = Checksum(tensors) });
    }

    /// <summary>Brings modules, optimizers and generator to where the file was written. Nothing is changed where it is refused.</summary>
    /// <returns>One row per epoch done.</returns>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="DataException">It is the state of another training, or a bit of it has flipped.</exception>
    public static ImmutableArray<EpochRow> Read(TrainingCheckpoint checkpoint, IReadOnlyList<TrainedPart> parts, torch.Generator? generator)
    {
        var file = Checkpoint.Read(checkpoint.Path);
        if (file.Metadata.GetValueOrDefault("training") is not { } of || file.Find(Rows) is not { Type: torch.ScalarType.Float64, Shape: [_, 3] } rows
            || parts.Any(p => file.Find(p.Name + Optimizer) is null))
            throw new DataException("this is not the state of a training; name another file for it.", checkpoint.Path);
        if (file.Metadata.GetValueOrDefault("checksum") != Checksum(file.Tensors))
            throw new DataException("this state of a training is damaged, or an older program wrote it: its bytes do not have the checksum that stands in it. Delete it to begin anew.", checkpoint.Path);
        if (of != checkpoint.Key)
            throw new DataException("this is the state of another training (other images, options, masks or network); delete it to begin anew, or go on with what it was begun with.", checkpoint.Path);
        foreach (var part in parts)
        {
            StateLoader.Load(part.Module, file.Below(part.Name + "."));
            using var reader = new BinaryReader(new MemoryStream(file[part.Name + Optimizer].Data.ToArray()));
            part.Optimizer.load_state_dict(reader);
        }

        if (generator is not null && file.Find(Generator) is { } place)
        {
            using var state = place.ToTensor();
            generator.set_state(state);
        }

        foreach (var more in checkpoint.More) more.Take(file);
        return ToRows(rows);
    }

    /// <summary>XXH128 of all names, types, shapes and bytes: a bit that flips on a disk would train on unseen.</summary>
    private static string Checksum(IEnumerable<CheckpointTensor> tensors)
    {
        var hash = new XxHash128();
        foreach (var tensor in tensors)
        {
            hash.Append(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{tensor.Name} {tensor.Type} {string.Join('x', tensor.Shape)} {tensor.Data.Length}\n")));
            hash.Append(tensor.Data.Span);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>[epochs,3]: learning rate, loss, accuracy.</summary>
    private static ImmutableArray<EpochRow> ToRows(CheckpointTensor table)
    {
        var values = MemoryMarshal.Cast<byte, double>(table.Data.ToArray()).ToArray();
        return [.. values.Chunk(3).Select((row, epoch) => new EpochRow(epoch + 1, row[0], row[1], row[2]))];
    }
}
