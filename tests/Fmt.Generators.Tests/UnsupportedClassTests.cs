using System.Linq;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>What the compiler's own errors would hide from an analyzer comes from the generator, beside them.</summary>
public sealed class UnsupportedClassTests
{
    private const string Layer = "[Conv2d(8)] public partial Conv2d Conv { get; } " + Corpus.Tail;

    [Theory]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] file sealed partial class Net { # }", "is file-local")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public static partial class Net { # }", "is static")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public partial record Net { # }", "is a record")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public partial record struct Net { # }", "is a struct")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public partial struct Net { # }", "is a struct")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public partial interface Net { # }", "is an interface")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public partial class Net<T> { # }", "is generic")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public abstract partial class Net { # }", "is abstract")]
    [InlineData("public class Base; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net : Base { # }", "derives from Base")]
    [InlineData("public partial class Outer<T> { [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { # } }", "is inside the generic type Outer")]
    [InlineData("[Network(\"3x8x8\", Classes = 4), Block] public sealed partial class Net { # }", "is both a network and a block")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { public Net() { } # }", "has a constructor that the generated half makes")]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public sealed partial class Net(int x) { # public int X => x; }", "has a constructor that the generated half makes")]
    [InlineData("public partial class Outer { [Block] private sealed partial class Net { # } }", "is private or protected, so that no generated network can name it")]
    [InlineData("[Block] public static partial class Net { # }", "is static")]
    public void Unsupported_class_is_reported_once_and_nothing_is_generated_for_it(string source, string reason)
    {
        var generated = Harness.Run(Harness.With("namespace Nets { " + source.Replace("#", Layer) + " }"));
        var only = Assert.Single(generated.Reported);
        Assert.Equal("FMT1009", only.Id);
        Assert.Contains($"'Net' {reason} (", only.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("Net", only.Location.SourceTree!.GetText().ToString(only.Location.SourceSpan));
        Assert.Equal(["Fmt.Generated.Loader.g.cs"], generated.Sources.Keys);
    }

    [Theory]
    [InlineData("[Network(\"3x8x8\", Classes = 4)] public sealed class Net { # }", "Net")]
    [InlineData("[Block] public sealed class Net { # }", "Net")]
    [InlineData("public class Outer { [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { # } }", "Outer")]
    [InlineData("public class Outer { public partial struct Middle { [Block] public sealed partial class Net { # } } }", "Outer")]
    public void Class_that_is_not_partial_is_reported_beside_the_compilers_own_errors(string source, string name)
    {
        var generated = Harness.Run(Harness.With("namespace Nets { " + source.Replace("#", Layer) + " }"));
        var only = Assert.Single(generated.Reported);
        Assert.Equal("FMT1001", only.Id);
        Assert.Equal(name, only.Location.SourceTree!.GetText().ToString(only.Location.SourceSpan));
        Assert.Contains(generated.Compiler(), d => d.Id is "CS0751" or "CS9248" or "CS0260");
    }

    [Fact]
    public void Constructors_with_parameters_are_the_users_own_business()
    {
        Harness.Run(Harness.With("namespace Nets { [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { public Net(string path) : this() => Load(path); " + Layer + " } }")).AssertClean();
    }

    [Theory]
    [InlineData("namespace Nets { # }", "A", "a")]
    [InlineData("namespace Nets { # }", "Net", "NET")]
    [InlineData("namespace Nets { public partial class Outer { # } }", "Net", "net")]
    [InlineData("# ", "Net", "neT")]
    public void Names_that_differ_in_case_only_get_files_of_their_own(string around, string first, string second)
    {
        string Class(string name) => $"[Network(\"3x8x8\", Classes = 4)] public sealed partial class {name} {{ {Layer} }} ";
        var generated = Harness.Run(Harness.With("#pragma warning disable CS8981\n" + around.Replace("#", Class(first) + Class(second)))).AssertClean();
        Assert.Equal(3, generated.Sources.Keys.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Namespaces_and_outer_classes_that_differ_in_case_only_get_files_of_their_own()
    {
        string Class(string name) => $"[Network(\"3x8x8\", Classes = 4)] public sealed partial class {name} {{ {Layer} }} ";
        var source = "#pragma warning disable CS8981\nnamespace Nets { " + Class("Net") + "public partial class Inner { " + Class("Net") + " } public partial class inner { " + Class("Net") + " } } namespace nets { " + Class("Net") + " }";
        Assert.Equal(5, Harness.Run(Harness.With(source)).AssertClean().Sources.Count);
    }

    [Fact]
    public void A_name_without_a_twin_stays_as_it_is()
    {
        Assert.Contains("Nets.Net.g.cs", Harness.Run(Harness.With("namespace Nets { [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { " + Layer + " } }")).Sources.Keys);
    }
}
