using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Calls with nothing to defend.</summary>
public class Fmt4001Tests
{
    [Fact]
    public Task At_the_call() => VerifyAsync(Classifier("""
        [Conv2d(64, Testable = false)] public partial Conv2d Conv1 { get; }
        """, """
        public static class Repair
        {
            public static object Run(Net net, Fmt.Data.ImageSet clean) => net.{|FMT4001:DefendWithFmt|}(clean);
        }
        """));

    [Fact]
    public Task Asynchronous_and_conditional() => VerifyAsync(Classifier("""
        [Conv2d(64, Testable = false)] public partial Conv2d Conv1 { get; }
        """, """
        public static class Repair
        {
            public static object Run(Net net, Fmt.Data.ImageSet clean) => net?.{|FMT4001:DefendWithFmtAsync|}(clean)!;
        }
        """));

    [Fact]
    public Task With_a_site() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        """, """
        public static class Repair
        {
            public static object Run(Net net, Fmt.Data.ImageSet clean) => net.DefendWithFmt(clean);
        }
        """));

    [Fact]
    public Task A_wrong_network_says_only_what_is_wrong() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = {|FMT1012:0|})] public partial Conv2d Conv1 { get; }
        """, """
        public static class Repair
        {
            public static object Run(Net net, Fmt.Data.ImageSet clean) => net.DefendWithFmt(clean);
        }
        """));

    [Fact]
    public Task A_method_of_the_same_name_elsewhere() => VerifyAsync(Classifier("""
        [Conv2d(64, Testable = false)] public partial Conv2d Conv1 { get; }
        """, """
        public class Other { public void DefendWithFmt() { } public void Run() => DefendWithFmt(); }
        """));
}
