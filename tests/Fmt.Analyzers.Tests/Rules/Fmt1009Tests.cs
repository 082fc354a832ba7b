using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Classes that cannot be networks: from the generator.</summary>
public class Fmt1009Tests
{
    [Fact]
    public Task An_abstract_class() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public abstract partial class {|FMT1009:Part|}
        {
        }
        """);

    [Fact]
    public Task A_record() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial record {|FMT1009:Part|}
        {
        }
        """);

    [Fact]
    public Task A_generic_class() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class {|FMT1009:Part|}<T>
        {
        }
        """);

    [Fact]
    public Task A_class_with_a_base() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class {|FMT1009:Part|} : System.Exception
        {
        }
        """);

    [Theory]
    [InlineData("Maps")]
    [InlineData("MapTree")]
    [InlineData("Run")]
    [InlineData("Segment0")]
    public Task A_class_called_as_a_generated_member(string name) => VerifyAsync($$"""
        using Fmt;
        using TorchSharp.Modules;
        [Network("3x32x32", Classes = 10)]
        public partial class {|FMT1009:{{name}}|}
        {
        }
        """);

    [Fact]
    public Task Interfaces_are_no_base() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class Part : System.IDisposable
        {
            public void Dispose() { }
        }
        """);
}
