using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Usage;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Awaits inside what TorchSharp keeps per thread.</summary>
public class Fmt4004Tests
{
    [Theory]
    [InlineData("using var s = torch.NewDisposeScope(); var y = {|FMT4004:await|} task; net.call(y);")]
    [InlineData("using (torch.no_grad()) { {|FMT4004:await|} task; } net.call(x);")]
    [InlineData("using (var mode = torch.inference_mode()) if (flag) { {|FMT4004:await|} Task.Delay(1); } net.call(x);")]
    [InlineData("using (torch.no_grad()) using (torch.NewDisposeScope()) { net.call({|FMT4004:await|} task); }")]
    [InlineData("using var s = torch.NewDisposeScope(); try { {|FMT4004:await|} task; } finally { net.eval(); }")]
    [InlineData("using var s = torch.NewDisposeScope(); {|FMT4004:await|} foreach (var y in Tensors()) net.call(y);")]
    [InlineData("using var s = torch.NewDisposeScope(); x.MoveToOuterDisposeScope(); s.Detach(x); {|FMT4004:await|} task; net.call(x);")]
    [InlineData("using var s = torch.NewDisposeScope(); {|FMT4004:await|} net.DefendWithFmtAsync(clean).ContinueWith(t => { });")]
    [InlineData("Func<Task> run = async () => { using var s = torch.no_grad(); {|FMT4004:await|} task; net.call(x); }; await run();")]
    public Task Inside(string statements) => VerifyAsync(Method(statements, "async Task", Tensors));

    [Theory]
    [InlineData("await task; using var s = torch.NewDisposeScope(); net.call(x);")]
    [InlineData("using (torch.no_grad()) net.call(x); await task;")]
    [InlineData("{ using var s = torch.no_grad(); net.call(x); } await task;")]
    [InlineData("using var s = torch.NewDisposeScope(); Func<Task> later = async () => { await task; }; net.call(x); later.ToString(); await Task.Yield();", true)]
    [InlineData("var s = torch.NewDisposeScope(); await task; net.call(x); s.Dispose();")]
    [InlineData("using var s = torch.NewDisposeScope(); net.call(x); s.Dispose(); await task;")]
    [InlineData("using var other = new System.IO.MemoryStream(); await task; net.call(x);")]
    [InlineData("using var mine = no_grad(); await task; net.call(x); static IDisposable no_grad() => new System.IO.MemoryStream();")]
    public Task Outside(string statements, bool onlyTheLast = false) =>
        VerifyAsync(Method(onlyTheLast ? statements.Replace("await Task.Yield()", "{|FMT4004:await|} Task.Yield()") : statements, "async Task"));

    [Fact]
    public Task Without_a_network() => VerifyAsync(Code("""
        public static async Task Run(Task<torch.Tensor> task)
        {
            using var s = torch.NewDisposeScope();
            await task;
        }
        """));

    [Fact]
    public Task In_a_method_of_the_network() => VerifyAsync(Code("}").Replace("public partial class Net\n{", """
        public partial class Net
        {
            public async Task<torch.Tensor> Compute(Task<torch.Tensor> task)
            {
                using var s = torch.no_grad();
                return call({|FMT4004:await|} task);
            }
        """)[..^2]);

    private const string Tensors = """
        private static async IAsyncEnumerable<torch.Tensor> Tensors() { await Task.Yield(); yield return torch.zeros(1); }
        """;
}
