using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Vectors have no maps.</summary>
public class Fmt3001Tests
{
    [Fact]
    public Task A_linear_layer() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes", Testable = {|FMT3001:true|})] public partial Linear EndFc { get; }
        """));

    [Fact]
    public Task Left_out_is_silent() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes", Testable = false)] public partial Linear EndFc { get; }
        """));
}

/// <summary>Opaque modules.</summary>
public class Fmt3002Tests
{
    [Fact]
    public Task At_the_attribute() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT3002:Module("64x32x32")|}] public partial Gate Gate { get; }
        """, """
        public sealed class Gate() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("gate")
        {
        public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
        }
        """));

    [Fact]
    public Task Accepted() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Module("64x32x32", Testable = false)] public partial Gate Gate { get; }
        """, """
        public sealed class Gate() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("gate")
        {
        public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
        }
        """));
}

/// <summary>Overwritten maps.</summary>
public class Fmt3003Tests
{
    [Fact]
    public Task By_the_next_layer() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(InPlace = {|FMT3003:true|})] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task Through_a_view() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Dropout(0.5), ReLU(InPlace = {|FMT3003:true|})] public partial Sequence Tail { get; }
        """));

    [Fact]
    public Task Behind_a_batch_norm_they_are_safe() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
        [ReLU(InPlace = true)] public partial Activation Relu { get; }
        """));
}

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

/// <summary>Channels that are no filters.</summary>
public class Fmt3005Tests
{
    [Fact]
    public Task A_pooling() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [MaxPool2d(2, Testable = {|FMT3005:true|})] public partial Activation Down { get; }
        """));

    [Fact]
    public Task A_convolution_may_say_it() => VerifyAsync(Classifier("""
        [Conv2d(64, Testable = true)] public partial Conv2d Conv1 { get; }
        """));
}

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
