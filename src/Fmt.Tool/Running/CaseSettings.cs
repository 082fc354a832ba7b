using System.ComponentModel;
using System.Linq;
using Fmt.Zoo;
using Spectre.Console.Cli;

namespace Fmt.Tool.Running;

/// <summary>What all commands on case files take.</summary>
internal abstract class CaseSettings : CheckedSettings
{
    [CommandOption("--networks <ASSEMBLY>"), Description("An assembly (.dll) with networks of your own, which case files can then name. May be given several times.")]
    public string[] Networks { get; init; } = [];

    /// <summary>The zoo's networks and those of the assemblies.</summary>
    internal NetworkRegistry Registry() => Networks.Aggregate(Zoo.Networks.Registry, (known, path) => known.With(NetworkAssembly.Read(path)));
}
