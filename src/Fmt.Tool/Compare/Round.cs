
namespace Fmt.Tool.Compare;

/// <summary>Jobs that may run side by side.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Alone">Whether each takes all cores, so that they run one by one.</param>
internal sealed record Round(Job[] Jobs, bool Alone = false);
