using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Names in the state_dict.</summary>
public class Fmt1010Tests
{
    [Fact]
    public Task Two_of_one_name() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1010:Conv2d(64, Name = "conv1")|}] public partial Conv2d Conv2 { get; }
        """));

    [Fact]
    public Task A_layer_where_a_scope_is() => VerifyAsync(Classifier("""
        [Conv2d(64, Name = "a.0")] public partial Conv2d Conv1 { get; }
        [{|FMT1010:Conv2d(64, Name = "a")|}] public partial Conv2d Conv2 { get; }
        """));

    [Fact]
    public Task A_scope_where_a_layer_is() => VerifyAsync(Classifier("""
        [Conv2d(64, Name = "a")] public partial Conv2d Conv1 { get; }
        [{|FMT1010:Conv2d(64, Name = "a.0")|}] public partial Conv2d Conv2 { get; }
        """));

    [Fact]
    public Task No_name_at_all() => VerifyAsync(Classifier("""
        [{|FMT1010:Conv2d(64, Name = "")|}] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Layers_without_weights_have_none() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(Name = "conv1")] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task One_scope_of_several_layers() => VerifyAsync(Classifier("""
        [Conv2d(64, Name = "a.0")] public partial Conv2d Conv1 { get; }
        [Conv2d(64, Name = "a.1")] public partial Conv2d Conv2 { get; }
        """));
}
