using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Expectations.</summary>
public class Fmt2007Tests
{
    [Fact]
    public Task That_fail() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Expect = {|FMT2007:"64x32x32"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Of_a_block_use() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64", Expect = {|FMT2007:"32x32x32"|})] public partial Part Stem { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
            [Parameter] public partial int Width { get; }
            [Parameter(1)] public partial int Stride { get; }
            [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task That_hold() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Expect = " 64x30x30")] public partial Conv2d Conv1 { get; }
        """));
}
