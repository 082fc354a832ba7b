using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary>The <c>trigger</c> of a case file. One row per kind: its keys, and how they are read.</summary>
internal static class TriggerReader
{
    private const int MostPixels = 16_384;

    private delegate CaseTrigger Read(JsonSection trigger, string folder);

    private static readonly FrozenDictionary<string, (string[] Keys, Read Read)> Kinds = new Dictionary<string, (string[], Read)>
    {
        ["badnets"] = (["size"], (t, _) => new CaseBadNets(t.Has("size") ? t.Whole("size", 1, MostPixels) : 3)),
        ["checkerboard"] = (["alpha"], (t, _) => new CaseCheckerboard(Share(t, "alpha", 1))),
        ["blended"] = (["seed", "picture", "alpha"], ReadBlended),
        ["sig"] = (["delta", "frequency"], (t, _) => new CaseSig(Level(t, "delta", 40), t.Has("frequency") ? t.Above("frequency", 0, Trigger.MostFrequency) : 6)),
        ["lf-dct"] = (["seed", "amplitude"], (t, _) => new CaseLowFrequency(Seed(t), Level(t, "amplitude", 51))),
        ["wanet"] = (["seed", "field", "k", "s", "rescale"], ReadWarp),
        ["input-aware"] = (["weights"], (t, folder) => new CaseInputAware(Full(folder, t.Text("weights")))),
        ["files"] = (["test", "train"], (t, folder) => new CaseReplacement(Full(folder, t.Text("test")), t.Has("train") ? Full(folder, t.Text("train")) : null)),
    }.ToFrozenDictionary();

    /// <summary>Reads the section; without a <c>kind</c> it is a rectangle or files of a pattern.</summary>
    public static CaseTrigger Of(JsonSection root, string folder)
    {
        string[] every = ["kind", "mode", "rect", "color", "mask", "pattern", .. Kinds.Values.SelectMany(k => k.Keys).Distinct()];
        var any = root.Section("trigger", [.. every]);
        if (!any.Has("kind")) return ReadPattern(root.Section("trigger", "kind", "mode", "rect", "color", "mask", "pattern", "alpha"), folder);
        if (!Kinds.TryGetValue(any.Text("kind"), out var kind))
            throw any.Wrong("kind", $"one of {string.Join(", ", Kinds.Keys.Order().Select(k => $"\"{k}\""))}, or left out for a \"rect\" or \"pattern\"");
        return kind.Read(root.Section("trigger", ["kind", .. kind.Keys]), folder);
    }

    private static CaseBlended ReadBlended(JsonSection trigger, string folder)
    {
        var picture = trigger.Has("picture");
        if (picture && trigger.Has("seed")) throw trigger.Wrong("seed", "left out where a \"picture\" is given");
        return new CaseBlended(Seed(trigger), picture ? Full(folder, trigger.Text("picture")) : null, Share(trigger, "alpha", 0.2));
    }

    private static CaseWarp ReadWarp(JsonSection trigger, string folder)
    {
        var field = trigger.Has("field");
        foreach (var key in (string[])["seed", "k"])
            if (field && trigger.Has(key)) throw trigger.Wrong(key, "left out where a \"field\" is given");
        double strength = trigger.Has("s") ? trigger.Above("s", 0, WarpTrigger.MostStrength) : 0.5, rescale = trigger.Has("rescale") ? trigger.Above("rescale", 0, WarpTrigger.MostRescale) : 1;
        return new CaseWarp(Seed(trigger), field ? Full(folder, trigger.Text("field")) : null, trigger.Has("k") ? trigger.Whole("k", 2, WarpTrigger.MostControlPoints) : 4, strength, rescale);
    }

    private static CasePattern ReadPattern(JsonSection trigger, string folder)
    {
        var mode = trigger.Text("mode") switch
        {
            "replace" => TriggerMode.Replace,
            "add" => TriggerMode.Add,
            "add-wrap-around" => TriggerMode.AddWrapAround,
            _ => throw trigger.Wrong("mode", "\"replace\" or \"add\" (or \"add-wrap-around\")"),
        };
        var alpha = Share(trigger, "alpha", 1);
        if (trigger.Has("rect"))
        {
            if (mode != TriggerMode.Replace) throw trigger.Wrong("mode", "\"replace\" where a \"rect\" is given");
            foreach (var key in (string[])["mask", "pattern"])
                if (trigger.Has(key)) throw trigger.Wrong(key, "left out where a \"rect\" is given");
            ImmutableArray<int> rect = trigger.Wholes("rect"), color = trigger.Wholes("color");
            if (rect.Length != 4) throw trigger.Wrong("rect", "[row, column, height, width]");
            if (color.Length is not (1 or 3) || !color.All(c => c is >= 0 and <= 255)) throw trigger.Wrong("color", "1 or 3 numbers from 0 to 255");
            return new CasePattern(mode, alpha, rect, [.. color.Select(c => (byte)c)], null, null);
        }
        if (trigger.Has("color")) throw trigger.Wrong("color", "left out where no \"rect\" is given");
        var pattern = Full(folder, trigger.Text("pattern"));
        return new CasePattern(mode, alpha, [], [], trigger.Has("mask") ? Full(folder, trigger.Text("mask")) : null, pattern);
    }

    private static int Seed(JsonSection trigger) => trigger.Has("seed") ? trigger.Whole("seed") : 0;

    private static double Share(JsonSection trigger, string key, double otherwise) => trigger.Has(key) ? trigger.Above(key, 0, 1) : otherwise;

    private static double Level(JsonSection trigger, string key, double otherwise) => trigger.Has(key) ? trigger.Above(key, 0, 255, ", in bytes") : otherwise;

    private static string Full(string folder, string path) => Path.GetFullPath(path, folder);
}
