using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace Fmt.Tests.Package;

/// <summary>The package, packed once, for new projects outside the solution that use it.</summary>
public sealed class Consumer : IDisposable
{
    public const string Libtorch = """<PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />""";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _packages = ["FmtDsl", "FmtDsl.Reports", "FmtDsl.Zoo"];
    private readonly string _version = "0.0.0-test." + Guid.NewGuid().ToString("N");

    public Consumer()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (var name in (string[])["Fmt.Defences", "Fmt.Reports", "Fmt.Zoo"])
        {
            var project = Path.Combine(SharedMaterial.RepositoryRoot(), "src", name);
            var (code, output) = Run(_folder.Path, "dotnet", ["pack", project, "--no-build", "-c", configuration, "-o", _folder.Path, "-p:Version=" + _version]);
            if (code != 0) throw new InvalidOperationException(output);
        }
    }

    /// <summary>A new program in a folder of its own.</summary>
    /// <param name="name">Of folder, project file and program.</param>
    /// <param name="references">What it references beside the package itself.</param>
    public ConsumerProject Project(string name, string references)
    {
        var project = Folder(name);
        project.Write(name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors Condition="'$(PublishAot)' != 'true'">true</TreatWarningsAsErrors>
                <NoWarn>$(NoWarn);NU1900;NU1603</NoWarn>
                <RestoreAdditionalProjectSources>{_folder.Path}</RestoreAdditionalProjectSources>
                <GenerateRuntimeConfigDevFile>true</GenerateRuntimeConfigDevFile>
                <CopyLocalLockFileAssemblies Condition="'$(PublishAot)' != 'true'">false</CopyLocalLockFileAssemblies>
              </PropertyGroup>
              <ItemGroup>
                {Reference("FmtDsl")}
                {references}
              </ItemGroup>
            </Project>
            """);
        return project;
    }

    /// <summary>What a package holds, without what every package holds.</summary>
    public string[] Files(string package)
    {
        using var file = Open(package);
        return [.. file.Entries.Select(e => e.FullName).Where(f => !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal) && f != "[Content_Types].xml").Order(StringComparer.Ordinal)];
    }

    /// <summary>The packages that a package names as needed.</summary>
    public string[] Needs(string package)
    {
        using var file = Open(package);
        using var manifest = file.GetEntry(package + ".nuspec")!.Open();
        return [.. XDocument.Load(manifest).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value)];
    }

    private ZipArchive Open(string package) => ZipFile.OpenRead(Path.Combine(_folder.Path, $"{package}.{_version}.nupkg"));

    /// <summary>A reference to a package that was made for these tests.</summary>
    public string Reference(string package) => $"""<PackageReference Include="{package}" Version="{_version}" />""";

    /// <summary>Packs references or files under a name, beside the package.</summary>
    public void Pack(string package, string content)
    {
        var folder = Folder(package);
        folder.Write(package + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Version>{_version}</Version>
                <IncludeBuildOutput>false</IncludeBuildOutput>
                <NoWarn>$(NoWarn);NU1900;NU5128</NoWarn>
                <RestoreAdditionalProjectSources>{_folder.Path}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                {content}
              </ItemGroup>
            </Project>
            """);
        var (code, output) = folder.Dotnet("pack", "-o", _folder.Path);
        if (code != 0) throw new InvalidOperationException(output);
        _packages.Add(package);
    }

    public static (int Code, string Output) Run(string folder, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The test host's own build variables must not reach the build of another project.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k == "CI").ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Dispose()
    {
        _folder.Dispose();
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var copy in _packages.Select(p => Path.Combine(root, p.ToLowerInvariant(), _version)).Where(Directory.Exists)) Directory.Delete(copy, true);
    }

    private ConsumerProject Folder(string name)
    {
        var folder = Path.Combine(_folder.Path, "projects", name);
        Directory.CreateDirectory(folder);
        return new ConsumerProject(folder);
    }
}
