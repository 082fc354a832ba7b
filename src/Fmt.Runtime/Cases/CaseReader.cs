using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary>From JSON to a <see cref="CaseFile"/>.</summary>
internal static class CaseReader
{
    private static readonly JsonDocumentOptions Json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    public static CaseFile Read(string file)
    {
        using FileStream stream = DataFile.Open(file);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(stream, Json);
        }
        catch (JsonException e)
        {
            throw new DataException($"this is not a JSON case file: {e.Message}", file, cause: e);
        }
        using (document) return Read(file, document.RootElement);
    }

    private static CaseFile Read(string file, JsonElement json)
    {
        var root = new JsonSection(file, "", json, "network", "classes", "weights", "mean", "std", "data", "clean", "trigger", "target");
        string folder = Path.GetDirectoryName(file)!;
        var result = new CaseFile(
            file, root.Text("network"), root.Whole("classes", 1), Full(folder, root.Text("weights")),
            root.Numbers("mean"), root.Numbers("std"),
            ReadData(root.Section("data", "format", "train", "test", "size"), folder),
            ReadClean(root.Section("clean", "ratio", "seed")),
            root.Has("trigger") ? ReadTrigger(root.Section("trigger", "mode", "rect", "color", "mask", "pattern", "alpha"), folder) : null,
            root.Has("target") ? root.Whole("target", 0) : null);

        if (result.Trigger is null != result.Target is null)
            throw new DataException($"the case has a {(result.Trigger is null ? "\"target\" but no \"trigger\"" : "\"trigger\" but no \"target\"")}; give both, or none where the attack is not known.", file);
        if (result.Target >= result.Classes) throw root.Wrong("target", FormattableString.Invariant($"a class, 0 to {result.Classes - 1}"));
        string perChannel = FormattableString.Invariant($"{result.Channels} numbers, one per channel");
        if (result.Mean.Length != result.Channels) throw root.Wrong("mean", perChannel);
        if (result.Std.Length != result.Channels) throw root.Wrong("std", perChannel);
        if (!result.Std.All(s => s > 0)) throw root.Wrong("std", "numbers above 0");
        return result;
    }

    private static CaseData ReadData(JsonSection data, string folder)
    {
        CaseFormat format = data.Text("format") switch
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
            if (size.Length != 3 || size[0] is not (1 or 3) || !size.All(n => n > 0)) throw data.Wrong("size", "[channels, height, width], the channels 1 or 3");
        }
        else if (data.Has("size")) throw data.Wrong("size", "left out: only the format \"folder\" needs it");
        return new CaseData(format, Full(folder, data.Text("train")), Full(folder, data.Text("test")), size);
    }

    private static CleanShare ReadClean(JsonSection clean)
    {
        double ratio = clean.Number("ratio");
        return ratio is > 0 and <= 1 ? new CleanShare(ratio, clean.Whole("seed")) : throw clean.Wrong("ratio", "above 0 and at most 1");
    }

    private static CaseTrigger ReadTrigger(JsonSection trigger, string folder)
    {
        TriggerMode mode = trigger.Text("mode") switch
        {
            "replace" => TriggerMode.Replace,
            "add" => TriggerMode.Add,
            _ => throw trigger.Wrong("mode", "\"replace\" or \"add\""),
        };
        double alpha = trigger.Has("alpha") ? trigger.Number("alpha") : 1;
        if (!(alpha is > 0 and <= 1)) throw trigger.Wrong("alpha", "above 0 and at most 1");
        if (trigger.Has("rect"))
        {
            if (mode != TriggerMode.Replace) throw trigger.Wrong("mode", "\"replace\" where a \"rect\" is given");
            foreach (string key in (string[])["mask", "pattern"])
                if (trigger.Has(key)) throw trigger.Wrong(key, "left out where a \"rect\" is given");
            ImmutableArray<int> rect = trigger.Wholes("rect"), color = trigger.Wholes("color");
            if (rect.Length != 4) throw trigger.Wrong("rect", "[row, column, height, width]");
            if (color.Length is not (1 or 3) || !color.All(c => c is >= 0 and <= 255)) throw trigger.Wrong("color", "1 or 3 numbers from 0 to 255");
            return new CaseTrigger(mode, alpha, rect, [.. color.Select(c => (byte)c)], null, null);
        }
        if (trigger.Has("color")) throw trigger.Wrong("color", "left out where no \"rect\" is given");
        string pattern = Full(folder, trigger.Text("pattern"));
        return new CaseTrigger(mode, alpha, [], [], trigger.Has("mask") ? Full(folder, trigger.Text("mask")) : null, pattern);
    }

    private static string Full(string folder, string path) => Path.GetFullPath(path, folder);
}
