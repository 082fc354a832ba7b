using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Attacks;

/// <summary>The record of a poisoning: attack, options, and which images. Two with the same digest made the same training set of the same clean one.</summary>
/// <param name="Attack">The trigger and its parameters.</param>
/// <param name="Goal">Which label was wanted.</param>
/// <param name="Rate">Share of the whole set.</param>
/// <param name="Seed">Seed of the draw.</param>
/// <param name="CleanLabel">Whether labels stayed true.</param>
/// <param name="NoiseRatio">Noise images per poisoned image.</param>
/// <param name="Rounding">How stamped images became bytes.</param>
/// <param name="Images">Number of images of the whole training set.</param>
/// <param name="Poisoned">Indices of the images with the trigger (<see cref="ImageSet.OriginalIndices"/>), ascending; with a <see cref="SourceSpecific"/> goal the cover images are among them.</param>
/// <param name="Noise">Indices of WaNet's noise images, ascending.</param>
public sealed record PoisonManifest(
    TriggerRecipe Attack, AttackGoal Goal, double Rate, int Seed, bool CleanLabel, double NoiseRatio, ByteRounding Rounding,
    int Images, ImmutableArray<int> Poisoned, ImmutableArray<int> Noise)
{
    /// <summary>Bytes of a manifest: the indices of several million images.</summary>
    private const int Longest = 64 << 20;

    /// <summary>SHA-256 of what <see cref="Write"/> writes, as hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(ToJson()));

    /// <summary>One line for people, without the indices.</summary>
    public string Summary
    {
        get
        {
            string labels = CleanLabel ? ", clean labels" : "", noise = Noise.IsEmpty ? "" : FormattableString.Invariant($", {Noise.Length} with noise");
            return FormattableString.Invariant($"{Attack}, {Goal}{labels}: {Poisoned.Length} of {Images} images{noise}, seed {Seed}");
        }
    }

    /// <summary>Writes it as JSON. The file is whole or not there.</summary>
    /// <param name="file">The file; its folder must exist.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string file)
    {
        var json = ToJson();
        AtomicFile.Write(file, stream => stream.Write(json));
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="file">The JSON file.</param>
    /// <exception cref="DataException">No such file, no JSON, or a key that is missing, unknown or of the wrong kind.</exception>
    public static PoisonManifest Read(string file)
    {
        using var document = JsonFile.Read(file, "manifest", Longest, lenient: false);
        return FromJson(new JsonSection(file, "", document.RootElement, "attack", "parameters", "goal", "target", "source", "shift", "rate", "seed", "clean_label", "noise_ratio", "rounding", "images", "poisoned", "noise"));
    }

    internal static PoisonManifest Of(Poisoning options, ImageSet clean, int[] poisoned, int[] noise)
    {
        ImmutableArray<int> Originals(int[] places) => [.. places.Select(i => clean.OriginalIndices[i]).Order()];
        return new PoisonManifest(
            options.Trigger.Recipe, options.Goal, options.Rate, options.Seed, options.CleanLabel, options.NoiseRatio, options.Rounding,
            clean.Count, Originals(poisoned), Originals(noise));
    }

    private static PoisonManifest FromJson(JsonSection json)
    {
        AttackGoal goal = json.Text("goal") switch
        {
            "all-to-one" => new AllToOne(json.Whole("target", 0)),
            "all-to-all" => new AllToAll(json.Whole("shift")),
            "source-specific" => new SourceSpecific(json.Whole("source", 0), json.Whole("target", 0)),
            _ => throw json.Wrong("goal", "\"all-to-one\", \"all-to-all\" or \"source-specific\""),
        };
        var rounding = json.Text("rounding") switch
        {
            "nearest" => ByteRounding.Nearest,
            "truncate" => ByteRounding.Truncate,
            _ => throw json.Wrong("rounding", "\"nearest\" or \"truncate\""),
        };
        return new PoisonManifest(
            new TriggerRecipe(json.Text("attack"), json.Texts("parameters")), goal, json.Within("rate", 0, 1), json.Whole("seed"), json.Flag("clean_label"),
            json.Within("noise_ratio", 0, 1000), rounding, json.Whole("images", 1), json.Wholes("poisoned"), json.Wholes("noise"));
    }

    private byte[] ToJson()
    {
        using var memory = new MemoryStream();
        // Always the same line ends: the digest must not depend on the machine.
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("attack", Attack.Kind);
            json.WriteStartObject("parameters");
            foreach ((var name, var value) in Attack.Parameters) json.WriteString(name, value);
            json.WriteEndObject();
            WriteGoal(json);
            json.WriteNumber("rate", Rate);
            json.WriteNumber("seed", Seed);
            json.WriteBoolean("clean_label", CleanLabel);
            json.WriteNumber("noise_ratio", NoiseRatio);
            json.WriteString("rounding", Rounding == ByteRounding.Nearest ? "nearest" : "truncate");
            json.WriteNumber("images", Images);
            // A line per index would make the file as long as the list.
            json.WritePropertyName("poisoned");
            json.WriteRawValue(List(Poisoned));
            json.WritePropertyName("noise");
            json.WriteRawValue(List(Noise));
            json.WriteEndObject();
        }
        return memory.ToArray();
    }

    private void WriteGoal(Utf8JsonWriter json)
    {
        var (name, numbers) = Goal switch
        {
            AllToOne one => ("all-to-one", [("target", one.Target)]),
            AllToAll all => ("all-to-all", [("shift", all.Shift)]),
            SourceSpecific specific => ("source-specific", new[] { ("source", specific.Source), ("target", specific.Target) }),
            _ => throw new NotSupportedException($"A goal of type {Goal.GetType().Name} cannot be written."),
        };
        json.WriteString("goal", name);
        foreach (var (key, number) in numbers) json.WriteNumber(key, number);
    }

    private static byte[] List(ImmutableArray<int> indices) => Encoding.ASCII.GetBytes(FormattableString.Invariant($"[{string.Join(",", indices)}]"));
}
