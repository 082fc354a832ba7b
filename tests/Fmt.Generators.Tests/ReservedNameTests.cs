using System.Linq;
using System.Reflection;
using Fmt.Graph;
using Fmt.Modules;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>A member may have any name that does not clash; one that does is reported and not left to the compiler.</summary>
public sealed class ReservedNameTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] OfGenerated =
        ["Maps", "Sites", "Summary", "DefendWithFmt", "DefendWithFmtAsync", "FromFile", "MapTree", "FmtFacts", "Segment0", "GetEnumerator", "Item", "Count", "all", "f", "fmt", "segment", "path"];

    public static TheoryData<string> NetworkNames => new(Members(typeof(NetworkModule)).Concat(OfGenerated).Distinct().Order());

    public static TheoryData<string> BlockNames => new(Members(typeof(object)).Concat(Members(typeof(NetworkModule))).Concat(OfGenerated).Distinct().Order());

    [Theory]
    [MemberData(nameof(NetworkNames))]
    public void Name_in_a_network_is_reserved_or_works(string name)
    {
        var source = Harness.With($"namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {{ [Conv2d(8)] public partial Conv2d @{name} {{ get; }} {Corpus.Tail} }}");
        Check(source, name);
    }

    [Theory]
    [MemberData(nameof(BlockNames))]
    public void Name_in_a_block_is_reserved_or_works(string name)
    {
        var source = Harness.With($"namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {{ [Use<Part>] public partial Part Part {{ get; }} {Corpus.Tail} }} [Block] public sealed partial class Part {{ [Conv2d(8)] public partial Conv2d @{name} {{ get; }} }}");
        Check(source, name);
    }

    private static void Check(string source, string name)
    {
        var problems = Harness.Problems(source, "Nets.Net").Problems.Where(p => Severities.IsError(p.Kind)).ToArray();
        if (problems.Length == 0) Harness.Run(source).AssertClean();
        else Assert.Equal([(ProblemKind.ReservedName, name)], problems.Select(p => (p.Kind, p.Key.Member)));
    }

    /// <summary>What a derived class in another assembly sees.</summary>
    private static string[] Members(System.Type type) =>
    [
        .. Enumerable.Repeat(type, 1).Concat(Bases(type)).SelectMany(t => t.GetMembers(All | BindingFlags.DeclaredOnly))
            .Where(m => m switch
            {
                MethodBase method => !method.IsConstructor && !method.IsSpecialName && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly),
                FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
                PropertyInfo property => property.GetAccessors(true).Any(a => a.IsPublic || a.IsFamily || a.IsFamilyOrAssembly),
                System.Type nested => nested.IsNestedPublic || nested.IsNestedFamily || nested.IsNestedFamORAssem,
                _ => false,
            })
            .Select(m => m.Name.Split('`')[0])
            .Where(n => !n.Contains('.') && !n.Contains('<'))
            .Distinct(),
    ];

    private static System.Collections.Generic.IEnumerable<System.Type> Bases(System.Type type)
    {
        for (var b = type.BaseType; b is not null; b = b.BaseType) yield return b;
    }
}
