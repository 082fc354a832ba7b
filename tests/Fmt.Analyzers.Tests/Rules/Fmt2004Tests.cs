using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Concatenations.</summary>
public class Fmt2004Tests
{
    [Fact]
    public Task Of_different_sizes() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [MaxPool2d(2)] public partial Activation Half { get; }
        [Concat(nameof(Conv1), {|FMT2004:nameof(Half)|})] public partial Activation Both { get; }
        """));

    [Fact]
    public Task Of_different_channels() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(128)] public partial Conv2d Conv2 { get; }
        [Concat(nameof(Conv1), nameof(Conv2))] public partial Activation Both { get; }
        """));
}
