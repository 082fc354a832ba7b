using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>A network innocent of the trigger in question.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Network">The network; not changed.</param>
public sealed record InnocentNetwork(string Name, NetworkModule Network);
