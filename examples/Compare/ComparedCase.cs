using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Compare;

/// <summary>A case of a comparison, with the test images that all methods are measured on.</summary>
internal sealed class ComparedCase
{
    public ComparedCase(string path, int testImages)
    {
        File = CaseFile.Read(path);
        Name = Path.GetFileNameWithoutExtension(path);
        var whole = File.Evaluation();
        Evaluation = whole.Test.Count <= testImages ? whole : whole with { Test = whole.Test.Balanced(testImages, 0) };
        Fingerprint = Hash(path, testImages);
    }

    public CaseFile File { get; }

    public string Name { get; }

    public Evaluation Evaluation { get; }

    public string Fingerprint { get; }

    public WorkItem Item(string method, int seed) => new(Name, method, seed, Fingerprint);

    public NetworkModule Open() => CaseNetworks.Open(File);

    /// <summary>The clean images of a seed.</summary>
    public ImageSet Clean(int seed) => (File with { Clean = File.Clean with { Seed = seed } }).LoadClean();

    /// <summary>Whether another case's network can tell what a network innocent of this one's trigger scores.</summary>
    public bool IsInnocent(ComparedCase other) =>
        other.Name != Name && other.File.Data == File.Data && other.File.Classes == File.Classes && Evaluation.HasAttack && !SameTrigger(other);

    private bool SameTrigger(ComparedCase other)
    {
        if (!other.Evaluation.HasAttack || !Evaluation.Goal!.Equals(other.Evaluation.Goal)) return false;
        using var scope = torch.NewDisposeScope();
        var image = Evaluation.Test.Images([0]);
        int[] index = [Evaluation.Test.OriginalIndices[0]];
        return Evaluation.Trigger!.Stamp(image, index).eq(other.Evaluation.Trigger!.Stamp(image, index)).all().ToBoolean();
    }

    private string Hash(string path, int testImages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.IO.File.ReadAllBytes(path));
        hash.AppendData(System.IO.File.ReadAllBytes(File.WeightsPath));
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{testImages}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>All cases of a folder whose name matches.</summary>
    public static ComparedCase[] Of(string folder, string[] names, int testImages)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        // Manifests of poisoned images lie beside the cases they belong to.
        var files = Directory.GetFiles(folder, "*.json").Where(f => !f.EndsWith(".poison.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var unknown = names.Where(n => !files.Any(f => Path.GetFileNameWithoutExtension(f) == n)).ToArray();
        if (unknown.Length > 0) throw new ArgumentException($"{folder} has no case {string.Join(", ", unknown)}; it has {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}.");
        if (files.Length == 0) throw new DataException("there is no case file (*.json) in this folder.", folder);
        return [.. files.Where(f => names.Length == 0 || names.Contains(Path.GetFileNameWithoutExtension(f))).Select(f => new ComparedCase(f, testImages))];
    }
}
