using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Overwritten maps.</summary>
public class Fmt3003Tests
{
    [Fact]
    public Task By_the_next_layer() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(InPlace = {|FMT3003:true|})] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task Through_a_view() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Dropout(0.5), ReLU(InPlace = {|FMT3003:true|})] public partial Sequence Tail { get; }
        """));

    [Fact]
    public Task Behind_a_batch_norm_they_are_safe() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
        [ReLU(InPlace = true)] public partial Activation Relu { get; }
        """));
}
