using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Wrong property type, at the type.</summary>
public class Fmt1006Tests
{
    [Fact]
    public Task A_layer_with_weights() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial {|FMT1006:Activation|} Conv1 { get; }
        """));

    [Fact]
    public Task A_layer_without() => VerifyAsync(Classifier("""
        [ReLU] public partial {|FMT1006:Conv2d|} Relu { get; }
        """));

    [Fact]
    public Task A_conditional_member() => VerifyAsync(Block("""
        [Parameter] public partial bool Wide { get; }
        [Conv2d(64, When = nameof(Wide))] public partial {|FMT1006:Conv2d|} Conv1 { get; }
        """));

    [Fact]
    public Task Several_layers() => VerifyAsync(Classifier("""
        [Conv2d(64), ReLU] public partial {|FMT1006:Conv2d|} Conv1 { get; }
        """));

    [Fact]
    public Task A_repeated_block() => VerifyAsync(Classifier("""
        [Repeat<Part>(2, "Width = 64")] public partial {|FMT1006:Part|} Layer1 { get; }
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
    public Task A_parameter() => VerifyAsync(Block("""
        [Parameter] public partial {|FMT1006:long|} Width { get; }
        """));

    [Fact]
    public Task A_sequence_of_one() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Sequence Features { get; }
        """));
}
