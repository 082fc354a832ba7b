using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

public class SmokeTests
{
    [Fact]
    public Task A_right_network_has_no_findings() => VerifyAsync(Classifier("""[Conv2d(64, Kernel = 3)] public partial Conv2d Conv1 { get; }"""));

    [Fact]
    public Task Wrong() => VerifyAsync(Classifier("""[Conv2d("Clases * 2", Kernel = {|FMT1005:"x"|})] public partial Conv2d Conv1 { get; }"""));
}
