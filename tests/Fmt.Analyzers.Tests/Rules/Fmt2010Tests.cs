using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Shared modules.</summary>
public class Fmt2010Tests
{
    [Fact]
    public Task That_differ_in_what_they_read() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(64, Kernel = 3, Padding = 1, Shares = {|FMT2010:nameof(Conv1)|}, Testable = false)] public partial Conv2d Again { get; }
        """));

    [Fact]
    public Task That_differ_in_an_argument() => VerifyAsync(Classifier("""
        [Conv2d(3, Kernel = 3)] public partial Conv2d Conv1 { get; }
        [Conv2d(3, Kernel = 3, Padding = 1, Shares = {|FMT2010:nameof(Conv1)|}, Testable = false)] public partial Conv2d Again { get; }
        """));

    [Fact]
    public Task On_another_size() => VerifyAsync(Classifier("""
        [Conv2d(3, Kernel = 3)] public partial Conv2d Conv1 { get; }
        [Conv2d(3, Kernel = 3, Shares = nameof(Conv1), Testable = false)] public partial Conv2d Again { get; }
        """));
}
