using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A class (the network, or a block) at one place.</summary>
internal sealed record ClassUse(ClassDeclaration Class, IReadOnlyList<MemberUse> Members);
