namespace Fmt.Graph;

/// <summary>What a generated part must repeat of the user's class.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The types around it, outermost first, as <c>partial class Outer</c>.</param>
/// <param name="Header">The class itself, as <c>partial class Net</c>.</param>
/// <param name="Identifier">Its name as code writes it, <c>@class</c> for a keyword.</param>
/// <param name="HintName">The name of the generated file without its ending.</param>
/// <param name="InSource">Whether this compilation declares it, so that its problems can be shown.</param>
/// <param name="Extensible">Whether its other half is generated (here, or in the assembly it is from).</param>
/// <param name="Stray">The first member that lies in another file than the first one, so that the order is undefined; empty where there is none.</param>
internal sealed record ClassShell(string Namespace, EquatableArray<string> Containers, string Header, string Identifier, string HintName, bool InSource, bool Extensible, string Stray);
