using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Windows that do not fit.</summary>
public class Fmt2001Tests
{
    [Fact]
    public Task At_the_kernel() => VerifyAsync(Network("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Conv2d(64, Kernel = {|FMT2001:3|})] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """));

    [Fact]
    public Task At_the_attribute_where_the_kernel_is_positional() => VerifyAsync(Network("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [MaxPool2d({|FMT2001:3|})] public partial Activation Pool { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """));

    [Fact]
    public Task In_a_block_at_the_block() => VerifyAsync(Classifier("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Use<Odd>] public partial Odd A { get; }
        """, """
        [Block]
        public partial class Odd
        {
        [Conv2d(64, Kernel = {|FMT2001:3|})] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task What_follows_stays_silent() => VerifyAsync(Network("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Conv2d(64, Kernel = {|FMT2001:3|})] public partial Conv2d Conv1 { get; }
        [Linear(10)] public partial Linear Fc { get; }
        """));

    [Fact]
    public Task A_window_as_large_as_the_map() => VerifyAsync(Classifier("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Conv2d(64, Kernel = 2)] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task A_window_over_the_end_with_ceil() => VerifyAsync(Classifier("""
        [Conv2d(64), AdaptiveAvgPool2d(2), MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Sequence Down { get; }
        """));
}

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

/// <summary>Joins.</summary>
public class Fmt2003Tests
{
    [Fact]
    public Task The_input_that_disagrees() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(64, Kernel = 3)] public partial Conv2d Conv2 { get; }
        [Add(nameof(Conv1), {|FMT2003:nameof(Conv2)|})] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task A_product_with_another_number_of_channels() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Conv2d(32, Testable = false)] public partial Conv2d Gate { get; }
        [Multiply({|FMT2003:nameof(Gate)|}, nameof(Conv1))] public partial Activation Gated { get; }
        """));

    [Fact]
    public Task A_product_with_one_value_per_channel() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Multiply(nameof(Pool), nameof(Conv1))] public partial Activation Gated { get; }
        """));
}

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

/// <summary>Linear layers on maps.</summary>
public class Fmt2005Tests
{
    [Fact]
    public Task Without_flatten() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT2005:Linear("Classes")|}] public partial Linear Fc { get; }
        """));

    [Fact]
    public Task In_a_sequence() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d, {|FMT2005:Linear("Classes")|}] public partial Sequence Head { get; }
        """));

    [Fact]
    public Task With_flatten() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d, Flatten, Linear("Classes")] public partial Sequence Head { get; }
        """));
}

/// <summary>Map layers on vectors.</summary>
public class Fmt2006Tests
{
    [Fact]
    public Task A_convolution() => VerifyAsync(Classifier("""
        [Flatten] public partial Activation Early { get; }
        [{|FMT2006:Conv2d(64)|}] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Activations_take_both() => VerifyAsync(Network("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [Flatten, ReLU, Linear("Classes"), ELU] public partial Sequence Head { get; }
        """));
}

/// <summary>Expectations.</summary>
public class Fmt2007Tests
{
    [Fact]
    public Task That_fail() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Expect = {|FMT2007:"64x32x32"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Of_a_block_use() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64", Expect = {|FMT2007:"32x32x32"|})] public partial Part Stem { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
        [Parameter] public partial int Width { get; }
        [Parameter(1)] public partial int Stride { get; }
        [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task That_hold() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Expect = " 64x30x30")] public partial Conv2d Conv1 { get; }
        """));
}

/// <summary>Questions.</summary>
public class Fmt2008Tests
{
    [Fact]
    public Task Are_answered() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Expect = {|FMT2008:"?"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Are_not_where_the_shape_is_unknown() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = {|FMT1012:0|})] public partial Conv2d Conv1 { get; }
        [ReLU(Expect = "?")] public partial Activation Relu { get; }
        """));
}

/// <summary>Outputs.</summary>
public class Fmt2009Tests
{
    [Fact]
    public Task Of_another_length() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear(100)] public partial Linear EndFc { get; }
        """, input: "\"3x32x32\", Classes = {|FMT2009:10|}"));

    [Fact]
    public Task That_are_maps() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        """, input: "\"3x32x32\", Classes = {|FMT2009:10|}"));

    [Fact]
    public Task Of_one_class() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "\"3x32x32\", Classes = 1"));
}

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
