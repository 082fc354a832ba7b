using System;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using Fmt.Files;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Scan;

/// <summary>The command line of <c>fmtdsl scan</c>.</summary>
internal sealed class ScanSettings : DeviceSettings
{
    private static readonly string[] Formats = ["text", "json", "sarif"];

    [CommandArgument(0, "<MODEL>"), Description("An ONNX model, or weights: safetensors or PyTorch's .pth, .pt, .tar.")]
    public string Model { get; init; } = "";

    [CommandOption("--clean <FOLDER>"), Description("Clean images: one folder per class, in the order of the network's classes; with --unlabelled any folder of pictures.")]
    public string? Clean { get; init; }

    [CommandOption("--unlabelled"), Description("The images have no labels; the network's own answers stand for them.")]
    public bool Unlabelled { get; init; }

    [CommandOption("--arch <NAME>"), Description("The architecture of weights: a network of the zoo, or of --networks. Number of classes and input channels are the file's. An ONNX model has its own.")]
    public string? Arch { get; init; }

    [CommandOption("--input <CxHxW>"), Description("Shape of one image. Default: the architecture's.")]
    public string? Input { get; init; }

    [CommandOption("--mean <NUMBERS>"), Description("Mean per channel that training subtracted, of pixels from 0 to 1, with commas. Default: the architecture's.")]
    public string? Mean { get; init; }

    [CommandOption("--std <NUMBERS>"), Description("Standard deviation per channel that training divided by.")]
    public string? Std { get; init; }

    [CommandOption("--images <N>"), Description("Clean images to look at, at most, as many of each class."), DefaultValue(2000), Range(Min = 10, Max = RangeAttribute.Most)]
    public int Images { get; init; }

    [CommandOption("--seed <N>"), Description("Seed of every random choice."), DefaultValue(0)]
    public int Seed { get; init; }

    [CommandOption("--format <NAME>"), Description("text, json or sarif (SARIF 2.1.0)."), DefaultValue("text")]
    public string Format { get; init; } = "text";

    [CommandOption("-o|--output <FILE>"), Description("Where to write. Default: the console.")]
    public string? Output { get; init; }

    /// <summary>Whether the model is a network, and not weights alone.</summary>
    internal bool IsOnnx => Model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    internal OutputFile OutputFile => new("--output", Output);

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : Clean is null ? ValidationResult.Error("--clean FOLDER is missing: signs are looked for with clean images.")
        : IsOnnx && Arch is not null ? ValidationResult.Error("--arch is for weights; an ONNX model is a network itself.")
        : !IsOnnx && Arch is null ? ValidationResult.Error("--arch NAME is missing: a file of weights does not say which network they are of (the zoo's networks, or one of --networks ASSEMBLY.dll).")
        : !Formats.Contains(Format) ? ValidationResult.Error($"--format is text, json or sarif, not '{Format}'.")
        : (Mean is null) != (Std is null) ? ValidationResult.Error("--mean and --std come together.")
        : Mean is not null && (Numbers(Mean) is null || Numbers(Std!) is null) ? ValidationResult.Error("--mean and --std are numbers with commas between them, as in 0.485,0.456,0.406.")
        : ValidationResult.Success();

    /// <summary>The numbers of a list; null where one is none.</summary>
    internal static double[]? Numbers(string text)
    {
        var parts = text.Split(',').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToArray();
        return parts.All(double.IsFinite) ? parts : null;
    }
}
