using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Reserved names. The compiler adds errors of its own where the generated half has the same member.</summary>
public class Fmt1011Tests
{
    [Fact]
    public Task A_base_members_name_in_a_block_is_free() => VerifyAsync(Block("""
        [ReLU] public partial Activation Save { get; }
        """));
}
