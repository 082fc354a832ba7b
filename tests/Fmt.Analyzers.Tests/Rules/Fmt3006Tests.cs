using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Narrow layers.</summary>
public class Fmt3006Tests
{
    [Fact]
    public Task Below_the_divisor() => VerifyAsync(Classifier("""
        [Conv2d({|FMT3006:63|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task At_the_divisor() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [Conv2d({|FMT3006:63|})] public partial Conv2d Conv2 { get; }
        """));
}
