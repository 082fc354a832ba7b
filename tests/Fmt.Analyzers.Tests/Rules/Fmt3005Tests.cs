using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Channels that are no filters.</summary>
public class Fmt3005Tests
{
    [Fact]
    public Task A_pooling() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [MaxPool2d(2, Testable = {|FMT3005:true|})] public partial Activation Down { get; }
        """));

    [Fact]
    public Task A_convolution_may_say_it() => VerifyAsync(Classifier("""
        [Conv2d(64, Testable = true)] public partial Conv2d Conv1 { get; }
        """));
}
