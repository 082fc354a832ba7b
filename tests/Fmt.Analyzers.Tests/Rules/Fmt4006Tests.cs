using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Usage;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Optimizers made before a move.</summary>
public class Fmt4006Tests
{
    [Theory]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); net.{|FMT4006:cuda|}(); o.step();")]
    [InlineData("using var o = torch.optim.Adam(net.parameters()); net = net.{|FMT4006:to|}(torch.CUDA); o.step();")]
    [InlineData("var o = torch.optim.AdamW(net.parameters(), 1e-3); _ = net.{|FMT4006:to|}(torch.ScalarType.Float64); Train(o);")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); var moved = net.{|FMT4006:to|}(x.device); if (flag) { o.zero_grad(); o.step(); }")]
    [InlineData("torch.optim.Optimizer o; o = torch.optim.SGD(net.parameters(), 0.1); net.{|FMT4006:cuda|}(); o.step();")]
    [InlineData("while (flag) { using var mine = new Net(); var o = torch.optim.SGD(mine.parameters(), 0.1); mine.{|FMT4006:cuda|}(); o.step(); }")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); net.{|FMT4006:to|}(torch.CUDA, torch.ScalarType.Float32); o.step();")]
    public Task Before(string statements) => VerifyAsync(Method(statements, more: Train));

    [Theory]
    [InlineData("net.cuda(); var o = torch.optim.SGD(net.parameters(), 0.1); o.step();")]
    [InlineData("net.cuda(); var o = torch.optim.SGD(net.parameters(), 0.1); net.cuda(); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); o.step(); net.cuda(); o.Dispose();")]
    [InlineData("torch.optim.Optimizer o = torch.optim.SGD(net.parameters(), 0.1); net.cuda(); o = torch.optim.SGD(net.parameters(), 0.1); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); net.cpu(); net.to(torch.CPU); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); net.to(torch.ScalarType.Float32); net.to(torch.float32); net.to(DeviceType.CPU); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); if (flag) net.cuda(); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); x.cuda(); o.step();")]
    [InlineData("var other = new Net(); var o = torch.optim.SGD(other.parameters(), 0.1); net.cuda(); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); net = new Net(); net.cuda(); o.step();")]
    [InlineData("var o = torch.optim.SGD(net.parameters(), 0.1); Renew(ref o, net); net.cuda(); Renew(ref o, net); o.step();")]
    [InlineData("var layer = torch.nn.Linear(1, 1); var o = torch.optim.SGD(layer.parameters(), 0.1); layer.cuda(); o.step();")]
    public Task After_or_not_certain(string statements) => VerifyAsync(Method(statements, more: Train));

    private const string Train = """
        private static void Train(torch.optim.Optimizer o) => o.step();
        private static void Renew<T>(ref T o, Net net) where T : torch.optim.Optimizer => o.step();
        """;
}
