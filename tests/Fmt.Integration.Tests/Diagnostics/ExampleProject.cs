using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Fmt.Tests.Package;

namespace Fmt.Tests.Diagnostics;

/// <summary>
/// The wrong examples of several pages in one new project outside the solution, each in a folder and a namespace of its own. It references this
/// repository's assemblies as they were built, library and compiler extensions, so that nothing is packed or restored.
/// </summary>
internal static class ExampleProject
{
    /// <summary>Builds it once. Gives the lines of the compiler by page: file without folder, place, severity, id, message, help link.</summary>
    public static ILookup<string, string> Build(IEnumerable<DiagnosticPage> pages)
    {
        using var folder = new TemporaryFolder();
        foreach (var page in pages)
        {
            Directory.CreateDirectory(folder.File(page.Id));
            foreach (var file in page.Wrong) File.WriteAllText(folder.File(Path.Combine(page.Id, file.Name)), file.IsKeys ? file.Text : InNamespace(page.Id, file.Text));
        }

        File.WriteAllText(folder.File("Examples.csproj"), ProjectText);
        var (code, output) = Consumer.Run(folder.Path, "dotnet", ["build", "-v", "q", "-nologo"]);
        // A build says everything twice, the second time in its summary.
        var lines = Regex.Matches(output, @"^.*?[/\\](FMT\d+)[/\\](.*) \[.*\]\r?$", RegexOptions.Multiline)
            .Select(m => (Id: m.Groups[1].Value, Line: m.Groups[2].Value))
            .Distinct()
            .ToLookup(l => l.Id, l => WithoutNamespace(l.Id, l.Line));
        return code != 0 && lines.Count > 0 ? lines : throw new InvalidOperationException(output);
    }

    private static string Namespace(string id) => "Of" + id;

    /// <summary>The namespace takes the place of the first blank line, behind the usings: no line moves.</summary>
    private static string InNamespace(string id, string text)
    {
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal) + 1;
        return $"{text[..blank]}namespace {Namespace(id)};{text[blank..]}";
    }

    /// <summary>The line as it is for the example on the page, which has no namespace: some messages name a type in full.</summary>
    private static string WithoutNamespace(string id, string line) => line.Replace(Namespace(id) + ".", "", StringComparison.Ordinal);

    private static string ProjectText
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            string Extension(string project, string file) => Path.Combine(SharedMaterial.RepositoryRoot(), "src", project, "bin", configuration, "netstandard2.0", file + ".dll");
            string[] extensions = [Extension("Fmt.Generators", "Fmt.Graph"), Extension("Fmt.Generators", "Fmt.Generators"), Extension("Fmt.Generators", "Scriban.Signed"), Extension("Fmt.Analyzers", "Fmt.Analyzers")];
            string[] libraries = [typeof(NetworkAttribute).Assembly.Location, typeof(Fmt.Defences.IDefence).Assembly.Location, typeof(TorchSharp.torch).Assembly.Location];
            return $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <Import Project="{Path.Combine(SharedMaterial.RepositoryRoot(), "build", "FmtDsl.props")}" />
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <AssemblyName>Examples</AssemblyName>
                  </PropertyGroup>
                  <ItemGroup>
                    {string.Concat(libraries.Select(l => $"<Reference Include=\"{l}\" />"))}
                    {string.Concat(extensions.Select(e => $"<Analyzer Include=\"{e}\" />"))}
                  </ItemGroup>
                </Project>
                """;
        }
    }
}
