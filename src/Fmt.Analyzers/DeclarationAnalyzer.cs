using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fmt.Analyzers;

/// <summary>
/// Reports what is wrong with networks and blocks. It reads the same graph as the generator, which stays silent.
/// A block says what is wrong with it whoever uses it; a network adds what comes of the widths and shapes that it gives its blocks.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that holds the value a code fix puts there.</summary>
    internal const string FixProperty = "fix";

    // Found by the generator, because the compiler hides analyzers where these occur; 4xxx are found where networks are used.
    private static bool IsFoundElsewhere(ProblemKind kind) =>
        kind is ProblemKind.ClassNotPartial or ProblemKind.UnsupportedClass or ProblemKind.InternalError or (>= ProblemKind.NothingToDefend and < ProblemKind.InternalError);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Enum.GetValues(typeof(ProblemKind)).Cast<ProblemKind>().Where(k => !IsFoundElsewhere(k)).Select(DiagnosticDescriptors.Of).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.NetworkAttribute) is not null)
                start.RegisterSymbolAction(static c => Analyze(c), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var network = DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute);
        var block = DeclarationReader.FindAttribute(type, KnownNames.BlockAttribute);
        if ((network ?? block) is not { } attribute || type.Name.Length == 0) return;
        // The generator adds nothing to such a class and says so; the rest can wait.
        if (ClassReader.Unsupported(type) is not null || !IsPartial(type, context.CancellationToken)) return;

        var map = new DeclarationMap(type, attribute, context.CancellationToken);
        if (network is not null && LikeReader.TypeOf(network) is not null)
        {
            foreach (var diagnostic in LikeProblems(type, network, map, context.CancellationToken)) context.ReportDiagnostic(diagnostic);
            return;
        }

        var problems = network is not null ? NetworkProblems(type, network, map, context.CancellationToken) : BlockProblems(type, context.CancellationToken);
        foreach (var problem in problems) context.ReportDiagnostic(Describe(problem, map, type));
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (var t = type; t is not null; t = t.ContainingType)
            if (t.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax d && !d.Modifiers.Any(m => m.Text == "partial"))) return false;
        return true;
    }

    private static IEnumerable<Problem> BlockProblems(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var (block, others) = DeclarationReader.ReadBlock(type, cancellation);
        return GraphBuilder.CheckBlock(block, others, cancellation).Where(p => p.Key.Class == block.FullName);
    }

    private static List<Problem> NetworkProblems(INamedTypeSymbol type, AttributeData attribute, DeclarationMap map, CancellationToken cancellation)
    {
        var declaration = DeclarationReader.ReadNetwork(type, attribute, cancellation);
        var problems = GraphBuilder.Build(declaration, cancellation).Problems;
        var saidByBlocks = problems.Select(p => p.Key.Class).Distinct()
            .Where(name => name != declaration.Class.FullName)
            .Select(map.Class)
            .Where(b => b is { DeclaringSyntaxReferences.Length: > 0 })
            .SelectMany(b => BlockProblems(b!, cancellation))
            .Select(p => (p.Kind, p.Key))
            .ToImmutableHashSet();
        return problems.Where(p => !saidByBlocks.Contains((p.Kind, p.Key)) && !IsHalfTyped(p.Key, attribute)).ToList();
    }

    /// <summary>
    /// A network that takes the layers of another one: what is wrong with them here is wrong with the attribute, the only thing that its user can change.
    /// Remarks and warnings on the layers belong to the other network.
    /// </summary>
    private static IEnumerable<Diagnostic> LikeProblems(INamedTypeSymbol type, AttributeData attribute, DeclarationMap map, CancellationToken cancellation)
    {
        var declaration = DeclarationReader.ReadNetwork(type, attribute, cancellation);
        var root = new ProblemKey(declaration.Class.FullName, "");
        foreach (var problem in GraphBuilder.Build(declaration, cancellation).Problems.Where(p => !IsHalfTyped(p.Key, attribute)))
        {
            var inner = Describe(problem, map, type);
            if (problem.Key == root.At(problem.Key.Argument)) yield return inner;
            else if (Severities.IsError(problem.Kind))
                yield return Describe(Problem.Of(ProblemKind.LikeDoesNotFit, root.At("Like"), type.Name, declaration.Like!.Name, inner.GetMessage(System.Globalization.CultureInfo.InvariantCulture), inner.Id), map, type);
        }
    }

    /// <summary>An argument of <c>[Network]</c> that is missing or does not bind: the compiler says so.</summary>
    private static bool IsHalfTyped(ProblemKey key, AttributeData attribute)
    {
        if (key.Member.Length > 0) return false;
        if (attribute.AttributeConstructor is null) return true;
        if (key.Argument == "Input") return attribute.ConstructorArguments.Any(a => a.Kind == TypedConstantKind.Error);
        return attribute.NamedArguments.Any(a => a.Key == key.Argument && IsError(a.Value));
    }

    private static bool IsError(TypedConstant value) =>
        value.Kind == TypedConstantKind.Error || (value.Kind == TypedConstantKind.Array && !value.IsNull && value.Values.Any(IsError));

    private static Diagnostic Describe(Problem problem, DeclarationMap map, INamedTypeSymbol type)
    {
        var place = map.Find(problem);
        // A problem of a block comes from the widths of one network: that one is named too.
        var others = map.Class(problem.Key.Class) is { } owner && !SymbolEqualityComparer.Default.Equals(owner, type) ? type.Locations.Take(1) : [];
        var fix = Fix(problem, place, map);
        var properties = fix is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixProperty, fix);
        return Diagnostic.Create(DiagnosticDescriptors.Of(problem.Kind), place.Location, others, properties, problem.Args.Cast<object>().ToArray());
    }

    /// <summary>The value that a fix puts at the place; null where it has none or would replace too much.</summary>
    private static string? Fix(Problem problem, Place place, DeclarationMap map)
    {
        if (problem.Kind == ProblemKind.LinearOnMap) return map.Class(problem.Key.Class) is { } owner ? FreeName(owner, "Flatten") : null;
        return place.Exact ? problem.Fix : null;
    }

    private static string FreeName(INamedTypeSymbol type, string wanted)
    {
        var name = wanted;
        for (var i = 2; !type.GetMembers(name).IsEmpty; i++) name = wanted + CSharp.Of(i);
        return name;
    }
}
