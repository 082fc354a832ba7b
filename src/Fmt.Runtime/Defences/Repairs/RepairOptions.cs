using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>What all repairs that train have in common.</summary>
public abstract record RepairOptions
{
    private protected const string Published = "published", Ours = "chosen here";

    private protected RepairOptions()
    {
    }

    /// <summary>Images per batch. Default 128 (FST's; FT and FT-SAM in BackdoorBench 256, I-BAU 100, NAD 64).</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Mirror images at random. Default null: where the network reads mirrored clean images within 20 points as well.</summary>
    public bool? Flip { get; init; }

    /// <summary>Random crop with this zero padding, in pixels. Default 0; BackdoorBench 4, which small networks trained without it read badly.</summary>
    public int Crop { get; init; }

    /// <summary>What convolutions compute in while training. Default: the weights' type.</summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>Refuses options out of range.</summary>
    internal void Check()
    {
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(Crop >= 0, nameof(Crop), Crop, "at least 0");
        CheckOwn();
    }

    /// <summary>Every option with its value and where that comes from.</summary>
    internal ImmutableArray<Setting> List(bool flip) =>
    [
        .. ListOwn(),
        Of(nameof(BatchSize), BatchSize, 128, Ours),
        new(nameof(Flip), Text(flip), Flip is null ? "decided on the clean images" : "set"),
        Of(nameof(Crop), Crop, 0, Ours),
        Of(nameof(Precision), Precision, ConvolutionPrecision.AsWeights, Ours),
    ];

    private protected abstract void CheckOwn();

    private protected abstract IEnumerable<Setting> ListOwn();

    private protected void Require(bool holds, string option, IFormattable value, string wanted)
    {
        if (!holds) throw new ArgumentOutOfRangeException($"options.{option}", $"{GetType().Name}.{option} is {Text(value)}; it must be {wanted}.");
    }

    private protected void RequireRate(string option, double rate) => Require(rate >= 0 && double.IsFinite(rate), option, rate, "a number of at least 0");

    private protected static Setting Of<T>(string name, T value, T usual, string origin)
        where T : notnull => new(name, Text(value), EqualityComparer<T>.Default.Equals(value, usual) ? origin : "set");

    private protected static string Text(object value) => value switch
    {
        bool yes => yes ? "yes" : "no",
        double number => number.ToString("0.########", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Join(", ", ((IEnumerable<double>)value).Select(v => Text(v))),
    };
}
