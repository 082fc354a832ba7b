using System.ComponentModel;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Tool.Running;

/// <summary>What commands take that compute on one device.</summary>
internal abstract class DeviceSettings : CaseSettings
{
    [CommandOption("--device <NAME>"), Description("cpu, cuda or cuda:1. Default: cuda where there is one.")]
    public string? Device { get; init; }

    internal torch.Device PickDevice() => Device is not null ? torch.device(Device) : torch.cuda_is_available() ? torch.CUDA : torch.CPU;
}
