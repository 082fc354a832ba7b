using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Running;

/// <summary>A command line whose numbers and names are checked before the command begins.</summary>
public abstract class CheckedSettings : CommandSettings
{
    /// <inheritdoc/>
    public override ValidationResult Validate() => CommandLine.Problem(this) is { } problem ? ValidationResult.Error(problem) : ValidationResult.Success();
}
