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
    public Task The_class_around_it() => VerifyAsync("""
        using Fmt;
        public class {|FMT1001:Outer|}
        {
            [Block]
            public partial class Part
            {
            }
        }
        """);

    [Fact]
    public Task The_outermost_of_three() => VerifyAsync("""
        using Fmt;
        public class {|FMT1001:Outer|}
        {
            public partial class Middle
            {
                [Block]
                public partial class Part
                {
                }
            }
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
