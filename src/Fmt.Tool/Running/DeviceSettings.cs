using System;
using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Fmt.Files;
using Spectre.Console;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Tool.Running;

/// <summary>What commands take that compute on one device.</summary>
internal abstract partial class DeviceSettings : CaseSettings
{
    [CommandOption("--device <NAME>"), Description("cpu, cuda or cuda:1. Default: cuda where there is one.")]
    public string? Device { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : Device is not null && !Known().IsMatch(Device) ? ValidationResult.Error($"--device is '{Device}'; it must be cpu, cuda, or cuda: and a number, as in cuda:1.")
        : ValidationResult.Success();

    /// <summary>The device.</summary>
    /// <exception cref="DataException">There is none of this name.</exception>
    internal torch.Device PickDevice()
    {
        if (Device is null) return torch.cuda_is_available() ? torch.CUDA : torch.CPU;
        if (Device == "cpu") return torch.CPU;
        var (count, wanted) = (torch.cuda_is_available() ? torch.cuda.device_count() : 0, Device.Contains(':') ? int.Parse(Device.AsSpan(Device.IndexOf(':') + 1), CultureInfo.InvariantCulture) : 0);
        return wanted < count ? torch.device(Device) : throw new DataException(FormattableString.Invariant($"--device is {Device} and this libtorch sees {count} CUDA devices; take cpu{(count > 0 ? $" or cuda:0 to cuda:{count - 1}" : "")}."));
    }

    [GeneratedRegex("^(cpu|cuda(:[0-9]{1,3})?)$")]
    private static partial Regex Known();
}
