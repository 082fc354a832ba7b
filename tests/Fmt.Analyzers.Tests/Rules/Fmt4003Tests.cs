using System.Linq;
using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Usage;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Modules that are no declared networks. The compiler's own error stands beside ours.</summary>
public class Fmt4003Tests
{
    private const string Mine = """
        private class Mine() : torch.nn.Module<torch.Tensor, torch.Tensor>("mine")
        {
            public override torch.Tensor forward(torch.Tensor input) => input;
        }
        """;

    [Theory]
    [InlineData("new Mine().DefendWithFmt(clean);")]
    [InlineData("var report = new Mine().DefendWithFmtAsync(clean);")]
    [InlineData("var mine = new Mine(); mine.DefendWithFmt(clean, null);")]
    [InlineData("Mine? mine = null; _ = mine?.DefendWithFmt(clean);")]
    [InlineData("_ = new Derived().DefendWithFmt(clean);")]
    [InlineData("_ = torch.nn.Sequential().DefendWithFmt(clean);")]
    public async Task A_module(string statement)
    {
        var found = await DiagnoseAsync(Method(statement, more: Mine + "private sealed class Derived : Mine;"));
        var ours = Assert.Single(found, d => d.Id.StartsWith("FMT4", System.StringComparison.Ordinal));
        Assert.Equal("FMT4003", ours.Id);
        Assert.StartsWith("DefendWithFmt", statement[(ours.Location.SourceSpan.Start - Method(statement, more: Mine).IndexOf(statement, System.StringComparison.Ordinal))..]);
        Assert.Contains(found, d => d.Id == "CS1061");
    }

    [Theory]
    [InlineData("_ = net.DefendWithFmt(clean);")]
    [InlineData("_ = net.DefendWithFmt(nothing);")]
    [InlineData("_ = net.DefendWithFmt();")]
    [InlineData("_ = \"text\".DefendWithFmt(clean);")]
    [InlineData("_ = nothing.DefendWithFmt(clean);")]
    [InlineData("_ = Mine.DefendWithFmt(clean);")]
    [InlineData("Fmt.Modules.NetworkModule any = net; _ = any.DefendWithFmt(clean);")]
    [InlineData("_ = new Derived().DefendWithFmt();")]
    [InlineData("DefendWithFmt();")]
    public async Task Anything_else(string statement)
    {
        var found = await DiagnoseAsync(Method(statement, more: Mine + "private sealed class Derived : Mine { public int DefendWithFmt() => 1; }"));
        Assert.DoesNotContain(found, d => d.Id.StartsWith("FMT4", System.StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_whose_class_cannot_be_extended_has_its_own_message()
    {
        var found = await DiagnoseAsync(Method("_ = net.DefendWithFmt(clean);").Replace("public partial class Net", "public class Net"));
        Assert.Equal(["FMT1001"], found.Select(d => d.Id).Where(id => id.StartsWith("FMT", System.StringComparison.Ordinal)));
    }
}
