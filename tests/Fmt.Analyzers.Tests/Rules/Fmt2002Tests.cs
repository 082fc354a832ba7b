using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Groups.</summary>
public class Fmt2002Tests
{
    [Fact]
    public Task That_do_not_divide() => VerifyAsync(Classifier("""
        [Conv2d(64, Groups = {|FMT2002:2|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Depthwise() => VerifyAsync(Classifier("""
        [Conv2d(63, Groups = 3, Testable = false)] public partial Conv2d Conv1 { get; }
        """));
}
