using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Usage;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Networks made in inference mode.</summary>
public class Fmt4005Tests
{
    [Theory]
    [InlineData("using var mode = torch.inference_mode(); var other = {|FMT4005:new Net()|};")]
    [InlineData("using (torch.inference_mode()) { if (flag) net = {|FMT4005:new Net()|}; }")]
    [InlineData("using (var mode = torch.inference_mode(true)) net = {|FMT4005:Net.FromFile(\"a.pth\")|};")]
    [InlineData("using var mode = torch.inference_mode(mode: true); using var grad = torch.no_grad(); Net other = {|FMT4005:new()|};")]
    [InlineData("using (torch.inference_mode(false)) using (torch.inference_mode()) net = {|FMT4005:new Net()|};")]
    [InlineData("Action run = () => { using var mode = torch.inference_mode(); net = {|FMT4005:new Net()|}; }; run();")]
    [InlineData("using var mode = torch.inference_mode(); net = {|FMT4005:new Wider()|};")]
    public Task Inside(string statements) => VerifyAsync(Method(statements, more: Wider));

    [Theory]
    [InlineData("net = new Net(); using var mode = torch.inference_mode(); net.call(x);")]
    [InlineData("using (torch.inference_mode()) net.call(x); net = new Net();")]
    [InlineData("using var mode = torch.inference_mode(false); net = new Net();")]
    [InlineData("using var mode = torch.inference_mode(flag); net = new Net();")]
    [InlineData("using (torch.inference_mode()) using (torch.inference_mode(false)) net = new Net();")]
    [InlineData("using (torch.inference_mode()) using (torch.inference_mode(flag)) net = new Net();")]
    [InlineData("using var grad = torch.no_grad(); net = new Net();")]
    [InlineData("using var mode = torch.inference_mode(); Func<Net> make = () => new Net(); make.ToString();")]
    [InlineData("using var mode = torch.inference_mode(); mode.Dispose(); net = new Net();")]
    [InlineData("using var mode = torch.inference_mode(); var off = torch.inference_mode(false); net = new Net(); off.Dispose();")]
    [InlineData("var mode = torch.inference_mode(); net = new Net(); mode.Dispose();")]
    [InlineData("using var mode = torch.inference_mode(); var layer = torch.nn.Linear(1, 1); layer.call(x);")]
    public Task Outside_or_not_certain(string statements) => VerifyAsync(Method(statements));

    private const string Wider = "private sealed class Wider : Net;";
}
