using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Fmt.Tests.Package;

/// <summary>The package, packed once, and a new project outside the solution that uses it.</summary>
public sealed class Consumer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _version = "0.0.0-test." + Guid.NewGuid().ToString("N");

    public Consumer()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var project = Path.Combine(SharedMaterial.RepositoryRoot(), "src", "Fmt.Runtime");
        var (code, output) = Run(_folder.Path, "dotnet", "pack", project, "--no-build", "-c", configuration, "-o", _folder.Path, "-p:Version=" + _version);
        if (code != 0) throw new InvalidOperationException(output);
        Write("Consumer.csproj", $"""
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
                <PackageReference Include="FmtDsl" Version="{_version}" />
                <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
              </ItemGroup>
            </Project>
            """);
    }

    public string[] PackageFiles
    {
        get
        {
            using var package = ZipFile.OpenRead(Path.Combine(_folder.Path, $"FmtDsl.{_version}.nupkg"));
            return [.. package.Entries.Select(e => e.FullName).Where(f => !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal) && f != "[Content_Types].xml").Order(StringComparer.Ordinal)];
        }
    }

    public string File(string name) => Path.Combine(_folder.Path, "consumer", name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(File(""));
        System.IO.File.WriteAllText(File(name), text);
    }

    public (int Code, string Output) Dotnet(params string[] arguments) => Run(File(""), "dotnet", arguments);

    public static (int Code, string Output) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The test host's own build variables must not reach the build of another project.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k == "CI").ToArray()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Dispose()
    {
        _folder.Dispose();
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var copy = Path.Combine(packages, "fmtdsl", _version);
        if (Directory.Exists(copy)) Directory.Delete(copy, true);
    }
}
