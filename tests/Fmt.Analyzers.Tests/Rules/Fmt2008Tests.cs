using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Questions.</summary>
public class Fmt2008Tests
{
    [Fact]
    public Task Are_answered() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Expect = {|FMT2008:"?"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Are_not_where_the_shape_is_unknown() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = {|FMT1012:0|})] public partial Conv2d Conv1 { get; }
        [ReLU(Expect = "?")] public partial Activation Relu { get; }
        """));
}
