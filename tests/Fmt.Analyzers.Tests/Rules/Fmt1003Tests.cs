using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Members in several files; the order of files is the build's.</summary>
public class Fmt1003Tests
{
    [Fact]
    public Task Other_parts_without_members_may_lie_anywhere() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        """));
}
