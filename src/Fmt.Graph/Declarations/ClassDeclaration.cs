namespace Fmt.Graph;

/// <summary>A network's or block's class.</summary>
/// <param name="Name">The name users read in messages, for instance <c>BasicBlock</c>.</param>
/// <param name="FullName">The name that code uses, for instance <c>global::Nets.BasicBlock</c>; it identifies the class.</param>
internal sealed record ClassDeclaration(
    string Name,
    string FullName,
    ClassShell Shell,
    EquatableArray<MemberDeclaration> Members);
