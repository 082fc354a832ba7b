using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

/// <summary>The diagnostic of every problem. One problem kind, one descriptor, one page under docs/diagnostics, one release-tracking row, one test class.</summary>
internal static partial class DiagnosticDescriptors
{
    // Lazy: the fields lie in the other parts of this class, and those are initialised in no defined order.
    private static readonly Lazy<Dictionary<ProblemKind, DiagnosticDescriptor>> ByKind = new(() =>
        typeof(DiagnosticDescriptors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .ToDictionary(f => (ProblemKind)Enum.Parse(typeof(ProblemKind), f.Name), f => (DiagnosticDescriptor)f.GetValue(null)));

    public static IEnumerable<DiagnosticDescriptor> All => ByKind.Value.Values;

    public static DiagnosticDescriptor Of(ProblemKind kind) => ByKind.Value[kind];

    /// <summary>The address of an id's page where the repository's is known (MSBuild's RepositoryUrl); else null: a path into a package that nobody has open helps nobody.</summary>
    public static string? HelpLink(string id) => HelpPages.AddressOf(id);

    private const string DeclarationBand = "FmtDsl.Declaration";
    private const string ShapeBand = "FmtDsl.Shape";
    private const string HookBand = "FmtDsl.Hook";
    private const string UsageBand = "FmtDsl.Usage";
}
