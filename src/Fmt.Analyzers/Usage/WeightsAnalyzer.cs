using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>Compares the weights that a program loads from a constant path with the declaration, where the project has their names and shapes (<see cref="KeyList"/>).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeightsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.ContradictingWeights];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var lists = start.Options.AdditionalFiles.Where(KeyList.Is).ToImmutableArray();
            if (!lists.IsEmpty && NetworkType.AreKnown(start.Compilation)) start.RegisterOperationAction(c => Analyze(c, lists), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, ImmutableArray<AdditionalText> lists)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Loaded(call) is not { } type || DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute) is not { } network) return;
        // What is excepted may differ, and is not known here in general.
        if (call.Arguments.Any(a => a.Parameter?.Name != "path" && !IsEmptyList(a))) return;
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "path")?.Value is not { ConstantValue: { HasValue: true, Value: string path } } argument || KeyList.Of(lists, path) is not { } file) return;
        if (KeyList.Read(file, context.CancellationToken) is not { } keys) return;
        if (GraphBuilder.Build(DeclarationReader.ReadNetwork(type, network, context.CancellationToken), context.CancellationToken).Graph is not { } graph) return;
        if (Differences(graph, keys, context.CancellationToken) is { Length: > 0 } differences)
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.ContradictingWeights, argument.Syntax.GetLocation(), path, type.Name, differences));
    }

    private static bool IsEmptyList(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: null or { ElementValues.Length: 0 } } };

    /// <summary>The class whose weights a call reads: of <c>NetworkModule.Load</c>, or the generator's <c>FromFile</c>. One that a user wrote may change the keys first.</summary>
    private static INamedTypeSymbol? Loaded(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Load" } method when method.ContainingType.ToDisplayString() == KnownNames.NetworkModule => Receiver.Of(call)?.Type as INamedTypeSymbol,
        { Name: "FromFile", IsStatic: true, DeclaringSyntaxReferences: { Length: > 0 } parts } method when parts.All(p => p.SyntaxTree.FilePath.Contains(KnownNames.Generator)) => method.ContainingType,
        _ => null,
    };

    /// <summary>What loading would refuse, one key of each kind and how many more there are; empty where all is well.</summary>
    private static string Differences(NetworkGraph graph, List<KeyValuePair<string, string>> keys, CancellationToken cancellation)
    {
        var there = keys.ToDictionary(k => k.Key, k => k.Value);
        var opaque = new HashSet<string>();
        var declared = new HashSet<string>();
        List<string> missing = [], reshaped = [];
        foreach (var node in graph.Registration.Select(id => graph.Nodes[id]))
        {
            cancellation.ThrowIfCancellationRequested();
            if (node.Kind is { IsOpaque: true }) opaque.Add(node.Name);
            foreach (var entry in node.Kind!.Weights(node.Arguments, graph.Nodes[node.Inputs[0]].Output))
            {
                var name = entry.Name.Length == 0 ? node.Name : node.Name + "." + entry.Name;
                var shape = string.Join("x", entry.Shape.Select(CSharp.Of));
                declared.Add(name);
                // A counter may be missing: files of before PyTorch 0.4.1 have none.
                if (!there.TryGetValue(name, out var other)) missing.AddRange(entry.Counter ? [] : [$"'{name}'"]);
                else if (other != shape) reshaped.Add($"'{name}' (it is {Shape(other)}, declared {Shape(shape)})");
            }
        }

        var unexpected = keys.Select(k => k.Key).Where(k => !declared.Contains(k) && !IsBelow(k, opaque)).Select(k => $"'{k}'").ToList();
        return string.Join(", ", new[] { First("missing ", missing), First("unexpected ", unexpected), First("of another shape ", reshaped) }.Where(t => t.Length > 0));
    }

    private static string Shape(string text) => text.Length == 0 ? "a scalar" : text;

    private static string First(string kind, List<string> keys) => keys.Count == 0 ? "" : kind + keys[0] + (keys.Count > 1 ? $" and {CSharp.Of(keys.Count - 1)} more" : "");

    /// <summary>Whether a key belongs to a module of the user's own, whose weights are not known here.</summary>
    private static bool IsBelow(string key, HashSet<string> modules)
    {
        for (var dot = key.IndexOf('.'); dot >= 0; dot = key.IndexOf('.', dot + 1))
            if (modules.Contains(key.Substring(0, dot))) return true;
        return false;
    }
}
