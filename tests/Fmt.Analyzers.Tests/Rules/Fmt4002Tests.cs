using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Usage;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Reports that nobody reads.</summary>
public class Fmt4002Tests
{
    [Theory]
    [InlineData("net.{|FMT4002:DefendWithFmt|}(clean);")]
    [InlineData("net?.{|FMT4002:DefendWithFmt|}(clean);")]
    [InlineData("(net).{|FMT4002:DefendWithFmt|}(clean, progress: null);")]
    [InlineData("net.{|FMT4002:DefendWithFmtAsync|}(clean);")]
    [InlineData("net.{|FMT4002:DefendWithFmtAsync|}(clean).Wait();")]
    [InlineData("net.{|FMT4002:DefendWithFmtAsync|}(clean).GetAwaiter().GetResult();")]
    [InlineData("for (var i = 0; i < 2; net.{|FMT4002:DefendWithFmt|}(clean)) i++;")]
    [InlineData("Action run = () => net.{|FMT4002:DefendWithFmt|}(clean); run();")]
    [InlineData("void Local() => net.{|FMT4002:DefendWithFmt|}(clean); Local();")]
    public Task Dropped(string statement) => VerifyAsync(Method(statement));

    [Theory]
    [InlineData("await net.{|FMT4002:DefendWithFmtAsync|}(clean);")]
    [InlineData("await net.{|FMT4002:DefendWithFmtAsync|}(clean).ConfigureAwait(false);")]
    public Task Awaited_and_dropped(string statement) => VerifyAsync(Method(statement, "async Task"));

    [Theory]
    [InlineData("_ = net.DefendWithFmt(clean);")]
    [InlineData("_ = net.DefendWithFmtAsync(clean);")]
    [InlineData("var report = net.DefendWithFmt(clean);")]
    [InlineData("Console.WriteLine(net.DefendWithFmt(clean));")]
    [InlineData("net.DefendWithFmt(clean).ToString();")]
    [InlineData("object o = net.DefendWithFmtAsync(clean).Result;")]
    [InlineData("Func<object> run = () => net.DefendWithFmt(clean); run();")]
    [InlineData("Task.Run(() => net.DefendWithFmt(clean)).ContinueWith(t => Console.WriteLine(t.Result));")]
    [InlineData("if (net.DefendWithFmt(clean) is null) return;")]
    public Task Kept_or_discarded(string statement) => VerifyAsync(Method(statement));

    [Fact]
    public Task The_name_alone_says_nothing() => VerifyAsync(Method("new Other().DefendWithFmt(); new Other().Run();", more: """
        private sealed class Other { public int DefendWithFmt() => 1; public void Run() => DefendWithFmt(); }
        """));
}
