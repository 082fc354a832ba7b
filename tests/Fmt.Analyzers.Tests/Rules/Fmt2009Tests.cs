using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Outputs.</summary>
public class Fmt2009Tests
{
    [Fact]
    public Task Of_another_length() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear(100)] public partial Linear EndFc { get; }
        """, input: "\"3x32x32\", Classes = {|FMT2009:10|}"));

    [Fact]
    public Task That_are_maps() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        """, input: "\"3x32x32\", Classes = {|FMT2009:10|}"));

    [Fact]
    public Task Of_one_class() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "\"3x32x32\", Classes = 1"));
}
