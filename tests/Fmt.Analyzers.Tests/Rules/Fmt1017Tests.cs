using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Networks without layers.</summary>
public class Fmt1017Tests
{
    [Fact]
    public Task At_the_attribute() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [{|FMT1017:Network("3x32x32", Classes = 10)|}]
        public partial class Net
        {
        }
        """);

    [Fact]
    public Task A_block_may_be_empty() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class Part
        {
        }
        """);
}
