using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Networks that take another's layers.</summary>
public class Fmt1022Tests
{
    private const string Stem = "[Conv2d(64, Kernel = 15)] public partial Conv2d Conv1 { get; }";

    [Fact]
    public Task An_input_too_small_is_wrong_at_the_attribute() => VerifyAsync(Classifier(Stem, """
        [Network("3x8x8", Classes = 5, Like = {|FMT1022:typeof(Net)|})] public sealed partial class Mine;
        """));

    [Fact]
    public Task What_fits_is_silent() => VerifyAsync(Classifier(Stem, """
        [Network("1x40x40", Like = typeof(Net))] public sealed partial class Mine;
        [Network("3x40x40", Classes = 7, Mean = [0.5, 0.5, 0.5], Std = [1, 1, 1], Like = typeof(Mine))] public sealed partial class Again;
        """));

    [Fact]
    public Task A_block_of_the_other_is_wrong_at_the_attribute() => VerifyAsync(Classifier("[Use<Part>] public partial Part P { get; }", """
        [Block] public sealed partial class Part { [Conv2d(64, Kernel = 15)] public partial Conv2d Conv1 { get; } }
        [Network("3x8x8", Classes = 5, Like = {|FMT1022:typeof(Net)|})] public sealed partial class Mine;
        """));

    [Fact]
    public Task Warnings_are_the_others() => VerifyAsync(Classifier("[Conv2d(64)] public partial Conv2d Conv1 { get; } [{|FMT1014:Conv2d(64)|}] public partial Conv2d Spare { get; } [ReLU(From = nameof(Conv1))] public partial Activation Relu { get; }", """
        [Network("3x40x40", Classes = 7, Like = typeof(Net))] public sealed partial class Mine;
        """));

    [Theory]
    [InlineData("typeof(string)")]
    [InlineData("typeof(Mine)")]
    public Task What_is_no_other_network_is_a_wrong_argument(string like) => VerifyAsync(Classifier(Stem, $$"""
        [Network("3x40x40", Classes = 5, Like = {|FMT1012:{{like}}|})] public sealed partial class Mine;
        """));

    [Fact]
    public Task Members_of_ones_own_are_not_taken_beside_the_others() => VerifyAsync(Classifier(Stem, """
        [Network("3x40x40", Classes = 5, Like = {|FMT1012:typeof(Net)|})] public sealed partial class Mine { [ReLU] public partial Activation Relu { get; } }
        """));

    [Fact]
    public Task A_class_that_is_not_partial() => VerifyAsync(Classifier(Stem, """
        [Network("3x40x40", Classes = 5, Like = typeof(Net))] public sealed class {|FMT1001:Mine|} { }
        """));
}
