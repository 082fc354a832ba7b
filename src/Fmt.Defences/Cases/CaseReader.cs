using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Modules;

namespace Fmt.Cases;

/// <summary>From JSON to a <see cref="CaseFile"/>.</summary>
internal static class CaseReader
{
    /// <summary>Bytes of a case file; they have some hundred.</summary>
    private const int Longest = 1 << 20;

    /// <summary>Classes, and pixels of a side: beyond any data set.</summary>
    private const int MostClasses = 100_000, MostPixels = 16_384;

    public static CaseFile Read(string file)
    {
        using var document = JsonFile.Read(file, "case file", Longest, lenient: true);
        return Read(file, document.RootElement);
    }

    private static CaseFile Read(string file, JsonElement json)
    {
        var root = new JsonSection(file, "", json, "network", "classes", "weights", "mean", "std", "data", "clean", "trigger", "target", "source", "all-to-all");
        var folder = Path.GetDirectoryName(file)!;
        var result = new CaseFile(
            file, root.Text("network"), root.Whole("classes", 1, MostClasses), Full(folder, root.Text("weights")),
            root.Numbers("mean"), root.Numbers("std"),
            ReadData(root.Section("data", "format", "train", "test", "size"), folder),
            ReadClean(root.Section("clean", "ratio", "seed")),
            root.Has("trigger") ? TriggerReader.Of(root, folder) : null,
            ReadGoal(root, root.Whole("classes", 1, MostClasses)));

        if (result.Trigger is null != result.Goal is null)
        {
            var goal = root.Has("all-to-all") ? "\"all-to-all\"" : "\"target\"";
            throw new DataException($"the case has a {(result.Trigger is null ? $"{goal} but no \"trigger\"" : "\"trigger\" but no \"target\" and no \"all-to-all\"")}; give both, or none where the attack is not known.", file);
        }
        var perChannel = FormattableString.Invariant($"{result.Channels} numbers, one per channel");
        if (result.Mean.Length != result.Channels) throw root.Wrong("mean", perChannel);
        if (result.Std.Length != result.Channels) throw root.Wrong("std", perChannel);
        if (!result.Mean.All(Normalisation.IsMean)) throw root.Wrong("mean", "numbers " + Normalisation.MeanRange);
        if (!result.Std.All(Normalisation.IsStd)) throw root.Wrong("std", "numbers " + Normalisation.StdRange);
        return result;
    }

    private static CaseData ReadData(JsonSection data, string folder)
    {
        var format = data.Text("format") switch
        {
            "cifar10-binary" => CaseFormat.Cifar10Binary,
            "idx" => CaseFormat.Idx,
            "folder" => CaseFormat.Folder,
            _ => throw data.Wrong("format", "\"cifar10-binary\", \"idx\" or \"folder\""),
        };
        ImmutableArray<int> size = [];
        if (format == CaseFormat.Folder)
        {
            size = data.Wholes("size");
            if (size.Length != 3 || size[0] is not (1 or 3) || !size.All(n => n is > 0 and <= MostPixels)) throw data.Wrong("size", $"[channels, height, width], the channels 1 or 3, height and width 1 to {MostPixels}");
        }
        else if (data.Has("size")) throw data.Wrong("size", "left out: only the format \"folder\" needs it");
        return new CaseData(format, Full(folder, data.Text("train")), Full(folder, data.Text("test")), size);
    }

    private static CleanShare ReadClean(JsonSection clean) => new(clean.Above("ratio", 0, 1), clean.Whole("seed"));

    private static AttackGoal? ReadGoal(JsonSection root, int classes)
    {
        bool one = root.Has("target"), all = root.Has("all-to-all"), source = root.Has("source");
        if (source && !one) throw root.Wrong("source", "left out where no \"target\" is given: it is the class whose images are to be taken for the target");
        if (one && all) throw root.Wrong("all-to-all", "left out where a \"target\" is given: an attack has one goal");
        if (all)
        {
            var shift = root.Whole("all-to-all");
            return shift % classes != 0 ? new AllToAll(shift) : throw root.Wrong("all-to-all", "a shift of labels that is not a multiple of the number of classes");
        }
        if (!one) return null;
        var target = Class("target");
        if (!source) return new AllToOne(target);
        return Class("source") is var attacked && attacked != target ? new SourceSpecific(attacked, target) : throw root.Wrong("source", "another class than the target");

        int Class(string key) => root.Whole(key, 0) is var c && c < classes ? c : throw root.Wrong(key, FormattableString.Invariant($"a class, 0 to {classes - 1}"));
    }

    private static string Full(string folder, string path) => Path.GetFullPath(path, folder);
}
