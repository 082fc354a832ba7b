using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>Brings a checkpoint's tensors into a module, by name, and a module's into a file.</summary>
public static class StateLoader
{
    private const string Counter = "num_batches_tracked";

    /// <summary>
    /// Copies the checkpoint into the module, in place. Names are compared as sets; the order does not matter. A missing
    /// <c>num_batches_tracked</c> keeps the module's value, as in PyTorch (files before 0.4.1 have none). Real numbers of another
    /// width are converted to the module's, integers likewise, one to the other never. All is checked before the first
    /// element is copied: on an exception the module is as it was.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="except">Layers, or scopes of layers, that keep the module's values; the checkpoint may have them or not, in whatever shape.</param>
    /// <exception cref="ArgumentException">The module has nothing of a name in <paramref name="except"/>.</exception>
    /// <exception cref="CheckpointException">
    /// Names, shapes or types disagree, or a tensor holds NaN, an infinity or a negative running variance (all of them are listed); or a Float64 value is beyond Float32.
    /// </exception>
    public static void Load(IStateDict module, Checkpoint checkpoint, params string[] except)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(except);
        var pairs = Match(module.StateEntries, checkpoint, except);

        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var copies = new List<(torch.Tensor To, torch.Tensor From)>();
        foreach ((var entry, var tensor) in pairs)
        {
            var to = module.StateTensor(entry.Name);
            if (!to.shape.AsSpan().SequenceEqual(entry.Shape.AsSpan()))
                throw new InvalidOperationException($"{entry.Name} is declared as {ElementTypes.Text(entry.Shape)} and its tensor is {ElementTypes.Text([.. to.shape])}.");
            copies.Add((to, Converted(tensor, entry.Type, checkpoint.Source)));
        }
        var invalid = StateValues.Invalid(pairs.Zip(copies, (pair, copy) => (pair.Entry.Name, copy.From)));
        if (!invalid.IsEmpty)
            throw new CheckpointException(checkpoint.Source, "the checkpoint has values that no network can compute with",
                "A training that diverged leaves such values, and so does a damaged file: take an earlier checkpoint, or the file anew; nothing was loaded.", [], [], [], invalid);
        foreach ((var to, var from) in copies) to.copy_(from);
    }

    /// <summary>Writes the module's state_dict as safetensors, in its order. The file is whole or not there.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="metadata">Texts to keep beside the tensors.</param>
    /// <exception cref="NetworkException">A tensor holds NaN, an infinity or a negative running variance; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IStateDict module, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (StateValues.Invalid(module) is { IsEmpty: false } invalid)
            throw new NetworkException($"{path} was not written: the weights have values that no network can compute with.\n  {string.Join("\n  ", invalid)}");
        Checkpoint.WriteSafetensors(path, module.StateEntries.Select(e => CheckpointTensor.Of(e.Name, module.StateTensor(e.Name))), metadata);
    }

    /// <summary>Bytes that <see cref="Save"/> writes, without the names.</summary>
    /// <param name="module">The module.</param>
    public static long Bytes(IStateDict module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.StateEntries.Sum(e => ElementTypes.Bytes(e.Shape.AsSpan(), e.Type) ?? 0);
    }

    private static ImmutableArray<(StateEntry Entry, CheckpointTensor Tensor)> Match(ImmutableArray<StateEntry> declared, Checkpoint checkpoint, string[] except)
    {
        foreach (var name in except.Where(n => !declared.Any(e => IsIn(e.Name, n))))
            throw new ArgumentException($"The network has no '{name}' to leave out{(NearestName.Nearest(name, Scopes(declared)) is { } near ? $"; it has {near}" : "")}.", nameof(except));
        ImmutableArray<StateEntry> entries = [.. declared.Where(e => !except.Any(n => IsIn(e.Name, n)))];
        HashSet<string> wanted = [.. entries.Select(e => e.Name)];
        ImmutableArray<string> missing = [.. entries.Select(e => e.Name).Where(n => checkpoint.Find(n) is null && !IsCounter(n))];
        ImmutableArray<string> unexpected = [.. checkpoint.Tensors.Select(t => t.Name).Where(n => !wanted.Contains(n) && !except.Any(e => IsIn(n, e)))];
        ImmutableArray<(StateEntry Entry, CheckpointTensor Tensor)> both = [.. entries.Where(e => checkpoint.Find(e.Name) is not null).Select(e => (e, checkpoint[e.Name]))];
        ImmutableArray<(StateEntry Entry, CheckpointTensor Tensor)> unfit = [.. both.Where(p => !Fits(p.Entry, p.Tensor))];
        ImmutableArray<string> misshaped = [.. unfit.Select(p =>
            $"{p.Entry.Name}: the network has {p.Entry.Type} {ElementTypes.Text(p.Entry.Shape)}, the checkpoint {p.Tensor.Type} {ElementTypes.Text(p.Tensor.Shape)}")];
        if (missing.IsEmpty && unexpected.IsEmpty && misshaped.IsEmpty) return both;

        // A counter is no error where it is missing, but may be what an unexpected name was meant to be.
        ImmutableArray<string> absent = [.. entries.Select(e => e.Name).Where(n => checkpoint.Find(n) is null)];
        var isHead = missing.IsEmpty && unexpected.IsEmpty ? HeadHint(unfit) : null;
        throw new CheckpointException(checkpoint.Source, "the checkpoint is of another network than the declared one",
            (isHead ?? "The declaration must give PyTorch's names and shapes (Name = \"...\" sets a name)") + "; nothing was loaded.",
            NearestName.Hint(missing, unexpected, "the checkpoint has"), NearestName.Hint(unexpected, absent, "the network has"), misshaped, []);
    }

    /// <summary>A layer's own entry, or one of a scope.</summary>
    private static bool IsIn(string entry, string scope) => entry == scope || entry.StartsWith(scope + ".", StringComparison.Ordinal);

    private static ImmutableArray<string> Scopes(ImmutableArray<StateEntry> entries) =>
        [.. entries.SelectMany(e => Enumerable.Range(0, e.Name.Length).Where(i => e.Name[i] == '.').Select(i => e.Name[..i])).Distinct()];

    /// <summary>What to do where one layer alone does not fit, and only in how many outputs it has: a head for other classes. Null elsewhere.</summary>
    private static string? HeadHint(ImmutableArray<(StateEntry Entry, CheckpointTensor Tensor)> unfit)
    {
        ImmutableArray<string> layers = [.. unfit.Select(p => p.Entry.Name[..Math.Max(0, p.Entry.Name.LastIndexOf('.'))]).Distinct()];
        if (layers is not [{ Length: > 0 } layer] || !unfit.All(p => IsWider(p.Entry, p.Tensor))) return null;
        return $"All but '{layer}' fits, which has {unfit[0].Tensor.Shape[0]} outputs in the checkpoint and {unfit[0].Entry.Shape[0]} here: declare Classes = {unfit[0].Tensor.Shape[0]} to take it as it is, or Load(path, except: \"{layer}\") to leave it out and keep the network's own";
    }

    private static bool IsWider(StateEntry entry, CheckpointTensor tensor) =>
        Kind(entry.Type) == Kind(tensor.Type) && entry.Shape.Length == tensor.Shape.Length && entry.Shape.Length > 0 && entry.Shape.AsSpan()[1..].SequenceEqual(tensor.Shape.AsSpan()[1..]);

    private static bool IsCounter(string name) => name == Counter || name.EndsWith("." + Counter, StringComparison.Ordinal);

    private static bool Fits(StateEntry entry, CheckpointTensor tensor) =>
        entry.Shape.AsSpan().SequenceEqual(tensor.Shape.AsSpan()) && Kind(entry.Type) == Kind(tensor.Type);

    private static int Kind(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64 => 0,
        torch.ScalarType.Bool => 1,
        _ => 2,
    };

    /// <summary>The elements in the module's type; the enclosing dispose scope owns the tensor.</summary>
    private static torch.Tensor Converted(CheckpointTensor tensor, torch.ScalarType type, string? source)
    {
        if (tensor.Type == torch.ScalarType.Float64 && type != torch.ScalarType.Float64)
        {
            foreach (var value in MemoryMarshal.Cast<byte, double>(tensor.Data.Span))
            {
                if (!double.IsFinite(value) || float.IsFinite((float)value)) continue;
                var e = new CheckpointException(FormattableString.Invariant($"the Float64 value {value} is beyond Float32"), tensor.Name, "Such a network cannot be run in single precision; nothing was loaded");
                throw source is null ? e : e.In(source);
            }
        }
        return tensor.ToTensor().to(type);
    }
}
