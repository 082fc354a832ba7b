using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Networks beyond all bounds.</summary>
public class Fmt1016Tests
{
    [Fact]
    public Task Layers() => VerifyAsync(Classifier("""
        [Repeat<R>(15000)] public partial Stage<R> A { get; }
        [Repeat<R>(15000)] public partial Stage<R> B { get; }
        """, """
        [Block]
        public partial class R
        {
            [{|FMT1016:ReLU|}] public partial Activation Relu { get; }
        }
        """));

    [Fact]
    public Task Blocks_without_layers() => VerifyAsync(Classifier("""
        [Repeat<Outer>(15000)] public partial Stage<Outer> A { get; }
        """, """
        [Block]
        public partial class Outer
        {
            [{|FMT1016:Repeat<Inner>(15000)|}] public partial Stage<Inner> B { get; }
        }
        [Block]
        public partial class Inner
        {
        }
        """));

    [Fact]
    public Task Many_blocks_are_not_too_many() => VerifyAsync(Classifier("""
        [Repeat<Inner>(1000)] public partial Stage<Inner> A { get; }
        """, """
        [Block]
        public partial class Inner
        {
        }
        """));
}
