using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Class not partial: from the generator, since the compiler hides analyzers there.</summary>
public class Fmt1001Tests
{
    [Fact]
    public Task A_class_that_is_not_partial() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Network("3x32x32", Classes = 10)]
        public class {|FMT1001:Net|}
        {
            [Linear("Classes")] internal int Fc => 1;
        }
        """);

    [Fact]
    public Task A_nested_class_whose_containers_are_partial() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        public partial class Outer
        {
            [Block]
            public partial class Part
            {
            }
        }
        """);
}
