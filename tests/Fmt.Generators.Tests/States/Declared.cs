using System.Collections.Generic;

namespace Fmt.Generators.Tests.States;

/// <summary>A class with members: a network, or a block with the parameters Width and Wide.</summary>
internal sealed record Declared(string Name, bool IsBlock, IReadOnlyList<Member> Members);
