using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Map layers on vectors.</summary>
public class Fmt2006Tests
{
    [Fact]
    public Task A_convolution() => VerifyAsync(Classifier("""
        [Flatten] public partial Activation Early { get; }
        [{|FMT2006:Conv2d(64)|}] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Activations_take_both() => VerifyAsync(Network("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [Flatten, ReLU, Linear("Classes"), ELU] public partial Sequence Head { get; }
        """));
}
