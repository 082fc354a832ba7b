using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Modules called twice.</summary>
public class Fmt3004Tests
{
    [Fact]
    public Task Once_where_it_is_called_again() => VerifyAsync(Classifier("""
        [Conv2d(3)] public partial Conv2d Conv1 { get; }
        [Conv2d(3, Shares = {|FMT3004:nameof(Conv1)|})] public partial Conv2d Again { get; }
        """));

    [Fact]
    public Task Accepted_at_the_first() => VerifyAsync(Classifier("""
        [Conv2d(3, Testable = false)] public partial Conv2d Conv1 { get; }
        [Conv2d(3, Shares = nameof(Conv1))] public partial Conv2d Again { get; }
        """));

    [Fact]
    public Task Accepted_at_the_second() => VerifyAsync(Classifier("""
        [Conv2d(3)] public partial Conv2d Conv1 { get; }
        [Conv2d(3, Shares = nameof(Conv1), Testable = false)] public partial Conv2d Again { get; }
        """));
}
