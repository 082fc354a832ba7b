using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Batch norms that are not the only readers.</summary>
public class Fmt3008Tests
{
    [Theory]
    [InlineData("[Add(nameof(Conv1), nameof(Bn))] public partial Activation Both { get; }")]
    [InlineData("[Concat(nameof(Conv1), nameof(Bn))] public partial Activation Both { get; }")]
    [InlineData("[BatchNorm2d(From = nameof(Conv1))] public partial BatchNorm2d Bn2 { get; } [Add(nameof(Bn2), nameof(Bn))] public partial Activation Both { get; }")]
    public Task Another_reader(string reader) => VerifyAsync(Classifier($$"""
        [{|FMT3008:Conv2d(64)|}] public partial Conv2d Conv1 { get; }
        [BatchNorm2d] public partial BatchNorm2d Bn { get; }
        {{reader}}
        """));

    [Theory]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; } [BatchNorm2d] public partial BatchNorm2d Bn { get; }")]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; } [ReLU] public partial Activation A { get; } [ELU(From = nameof(Conv1))] public partial Activation B { get; } [Add(nameof(A), nameof(B))] public partial Activation Sum { get; }")]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; } [BatchNorm2d] public partial BatchNorm2d Spare { get; } [ReLU(From = nameof(Conv1))] public partial Activation A { get; }")]
    [InlineData("[Conv2d(64, Testable = false)] public partial Conv2d Conv1 { get; } [BatchNorm2d] public partial BatchNorm2d Bn { get; } [Add(nameof(Conv1), nameof(Bn))] public partial Activation Both { get; }")]
    public async Task Its_only_reader_or_none(string members) => Assert.DoesNotContain(await DiagnoseAsync(Classifier(members)), d => d.Id == "FMT3008");
}
