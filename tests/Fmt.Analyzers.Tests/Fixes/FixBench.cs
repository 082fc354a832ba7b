using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Fmt.Analyzers.Tests;

/// <summary>Applies code fixes as an editor would.</summary>
internal static class FixBench
{
    /// <summary>Asserts that fixing the only fixable finding gives this text, and that nothing is left to say.</summary>
    public static async Task VerifyAsync(CodeFixProvider fix, string before, string after)
    {
        var actual = await FixAsync(fix, before);
        Assert.Equal(after, actual);
        var left = (await Workbench.DiagnoseAsync(after)).Where(d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!left.Any(), string.Join("\n", left));
    }

    /// <summary>The text after the only fix of the only fixable finding; null where none is offered.</summary>
    public static async Task<string?> FixAsync(CodeFixProvider fix, string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source);
        var target = Assert.Single(await FindAsync(document, fix));
        var action = (await ActionsAsync(fix, document, target)).SingleOrDefault();
        return action is null ? null : await ApplyAsync(action, document.Id);
    }

    /// <summary>The text after the only fix of the first finding of an id; null where none is offered. The compiler says of one misspelt attribute two things.</summary>
    public static async Task<string?> FixFirstAsync(CodeFixProvider fix, string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source);
        var target = (await FindAsync(document, fix)).First(d => d.Id == id);
        var action = (await ActionsAsync(fix, document, target)).SingleOrDefault();
        return action is null ? null : await ApplyAsync(action, document.Id);
    }

    /// <summary>The text after fixing all findings in the document at once.</summary>
    public static async Task<string> FixAllAsync(CodeFixProvider fix, string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source);
        var found = await FindAsync(document, fix);
        var first = (await ActionsAsync(fix, document, found[0])).Single();
        var context = new FixAllContext(document, fix, FixAllScope.Document, first.EquivalenceKey, fix.FixableDiagnosticIds, new Known(found), CancellationToken.None);
        return await ApplyAsync((await fix.GetFixAllProvider()!.GetFixAsync(context))!, document.Id);
    }

    private static Document Open(AdhocWorkspace workspace, string source) => workspace
        .AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Case", "Case", LanguageNames.CSharp,
            parseOptions: Workbench.ParseOptions, compilationOptions: Workbench.CompilationOptions, metadataReferences: Workbench.References))
        .AddDocument("File0.cs", SourceText.From(source, Encoding.UTF8), filePath: "File0.cs");

    private static async Task<ImmutableArray<Diagnostic>> FindAsync(Document document, CodeFixProvider fix)
    {
        var all = await Workbench.DiagnoseAsync((await document.Project.GetCompilationAsync())!);
        return [.. all.Where(d => fix.FixableDiagnosticIds.Contains(d.Id))];
    }

    private static async Task<List<CodeAction>> ActionsAsync(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (a, _) => actions.Add(a), CancellationToken.None));
        return actions;
    }

    private static async Task<string> ApplyAsync(CodeAction action, DocumentId id)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    private sealed class Known(ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult(found.AsEnumerable());

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(found.AsEnumerable());
    }
}
