using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Malformed shapes.</summary>
public class Fmt1015Tests
{
    [Fact]
    public Task Of_the_input() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "{|FMT1015:\"32x32\"|}, Classes = 10"));

    [Fact]
    public Task Of_an_expectation() => VerifyAsync(Classifier("""
        [Conv2d(64, Expect = {|FMT1015:"64*30*30"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Of_an_input_beyond_any_memory() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "{|FMT1015:\"3x99999x99999\"|}, Classes = 10"));

    [Fact]
    public Task A_question_is_none() => VerifyAsync(Classifier("""
        [Conv2d(64, Expect = "?")] public partial Conv2d Conv1 { get; }
        """));
}
