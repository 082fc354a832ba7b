using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Tool.Compare;

/// <summary>A case of a comparison, with the test images that all methods are measured on.</summary>
internal sealed class ComparedCase
{
    /// <summary>Hashes of training images, which many cases share.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<string>> TrainingHashes = new();

    private readonly NetworkRegistry _networks;
    private readonly Lazy<string> _network, _test;

    public ComparedCase(string path, int testImages, NetworkRegistry networks)
    {
        _networks = networks;
        File = CaseFile.Read(path);
        Name = Path.GetFileNameWithoutExtension(path);
        var whole = File.Evaluation();
        Evaluation = whole.Test.Count <= testImages ? whole : whole with { Test = whole.Test.Balanced(testImages, 0) };
        FileHash = Contents.HashFile(path);
        _network = new(() => $"{Contents.HashFile(File.WeightsPath)} {networks.AssemblyOf(File.Network)?.ManifestModule.ModuleVersionId}");
        _test = new(() => $"{Contents.Hash(Evaluation.Test)} {Evaluation.Trigger?.Recipe}");
    }

    public CaseFile File { get; }

    public string Name { get; }

    public Evaluation Evaluation { get; }

    /// <summary>Hash of the case file: network, normalisation, clean share, trigger, goal, in its own words.</summary>
    public string FileHash { get; }

    /// <summary>Hash of the weights, and the module that declares the network.</summary>
    public string NetworkHash => _network.Value;

    /// <summary>Hash of the test images as they were drawn, and the trigger with the hashes of its files.</summary>
    public string TestHash => _test.Value;

    /// <summary>Hash of all training images, of which every seed draws its share.</summary>
    public string TrainingHash => TrainingHashes.GetOrAdd(
        FormattableString.Invariant($"{File.Data.Format} {string.Join('x', File.Data.Size)} {File.Classes} {File.Data.Train}"), _ => new(() => Contents.Hash(File.LoadTrain()))).Value;

    public NetworkModule Open() => _networks.Open(File);

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

    /// <summary>All cases of a folder.</summary>
    public static ComparedCase[] Of(string folder, int testImages, NetworkRegistry networks)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        // Manifests of poisoned images lie beside the cases they belong to.
        var files = Directory.GetFiles(folder, "*.json").Where(f => !f.EndsWith(".poison.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0) throw new DataException("there is no case file (*.json) in this folder.", folder);
        return [.. files.Select(f => new ComparedCase(f, testImages, networks))];
    }

    /// <summary>Those of the given names, in the folder's order.</summary>
    public static ComparedCase[] Choose(ComparedCase[] all, string[] names, string folder)
    {
        var unknown = names.Where(n => all.All(c => c.Name != n)).ToArray();
        if (unknown.Length > 0) throw new ArgumentException($"{folder} has no case {string.Join(", ", unknown)}; it has {string.Join(", ", all.Select(c => c.Name))}.");
        return [.. all.Where(c => names.Contains(c.Name))];
    }
}
