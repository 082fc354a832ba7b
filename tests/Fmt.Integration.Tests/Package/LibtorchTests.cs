using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Fmt.Tests.Package;

/// <summary>A new project without libtorch: the build says so, and so does whoever makes the first tensor.</summary>
[Collection(nameof(Consumer))]
public sealed class LibtorchTests(Consumer consumer)
{
    private const string Program = """
        using System;
        using Fmt;
        using TorchSharp;
        using TorchSharp.Modules;

        if (args[0] == "network") new Net();
        if (args[0] == "weights") Net.FromFile("net.safetensors");
        if (args[0] == "module") new Other();
        if (args[0] == "tensor") torch.zeros(1);
        if (args[0] == "nothing") Console.WriteLine("no tensor was made");

        internal sealed class Other() : torch.nn.Module<torch.Tensor, torch.Tensor>("other")
        {
            public override torch.Tensor forward(torch.Tensor x) => x;
        }

        [Network("1x8x8", Classes = 2)]
        public sealed partial class Net
        {
            [Flatten] public partial Activation Flat { get; }
            [Linear("Classes")] public partial Linear Classifier { get; }
        }
        """;

    private static readonly DiagnosticPage Page = DiagnosticPage.Read("FMT5001");

    [Fact]
    public void Without_it_the_first_tensor_says_what_to_install()
    {
        var project = consumer.Project("Bare", "");
        project.Write("Program.cs", Program);
        var (code, output) = project.Dotnet("build", "-v", "q", "--nologo");
        Assert.True(code == 0, output);
        Assert.Contains("warning FMT5001", output);

        var advice = $"libtorch 2.10.x is not there; to mend: add {Consumer.Libtorch} to the project that runs";
        foreach (var (what, thrown) in new[] { ("network", "Unhandled exception. "), ("weights", "Unhandled exception. "), ("module", "Unhandled exception. "), ("tensor", " ---> ") })
        {
            (code, output) = Start(project, what);
            Assert.NotEqual(0, code);
            Assert.StartsWith("[fmt] " + advice, output);
            Assert.Contains($"\n{thrown}Fmt.Native.NativeLibraryException: {advice}", output);
            Assert.DoesNotContain("DllNotFoundException", output);
            Assert.DoesNotContain("Consider referencing", output);
        }

        (code, output) = Start(project, "nothing");
        Assert.Equal(0, code);
        Assert.Contains("no tensor was made", output);
        // TorchSharp's own search would have copied libtorch to a folder of this name.
        Assert.Empty(Directory.GetDirectories(project.File("bin"), "cpu", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_build_says_it_where_it_matters_and_can_be_told_not_to()
    {
        var project = consumer.Project("App", "");
        Assert.Equal(Page.Output, Assert.Single(Warnings(project, "-restore")));
        Assert.NotEmpty(Warnings(project, "-p:OutputType=WinExe"));
        Assert.NotEmpty(Warnings(project, "-p:OutputType=Library", "-p:IsTestProject=true"));
        Assert.Empty(Warnings(project, "-p:OutputType=Library"));
        Assert.Empty(Warnings(project, "-p:FMT_LIBTORCH=/opt/libtorch/lib"));
        Assert.Empty(Warnings(project, "-p:NoWarn=FMT5001"));
        Assert.Contains("TorchSharp runs on linux-x64, win-x64, win-arm64 and osx-arm64 only, not on linux-arm64", Assert.Single(Warnings(project, "-p:NETCoreSdkPortableRuntimeIdentifier=linux-arm64")));
        var other = Assert.Single(Warnings(project, "-p:NETCoreSdkPortableRuntimeIdentifier=osx-arm64"));
        Assert.Contains("libtorch-cpu-osx-arm64", other);
        Assert.DoesNotContain("CUDA", other);
    }

    [Fact]
    public void A_program_is_warned_where_its_library_brings_FmtDsl()
    {
        var library = consumer.Project("Library", "");
        var app = consumer.Project("Over", "");
        app.Write("Over.csproj", File.ReadAllText(app.File("Over.csproj")).Replace(consumer.Reference("FmtDsl"), $"""<ProjectReference Include="{library.File("Library.csproj")}" />"""));
        library.Write("Library.csproj", File.ReadAllText(library.File("Library.csproj")).Replace("<OutputType>Exe", "<OutputType>Library"));
        Assert.StartsWith("Over.csproj : warning FMT5001", Assert.Single(Warnings(app, "-restore")));
    }

    [Fact]
    public void Bundles_that_bring_it_are_seen()
    {
        // As TorchSharp-cuda-linux is made: a package of packages, at whose end are native files in parts.
        consumer.Pack("libtorch-cuda-test-part1", """<None Include="*.csproj" Pack="true" PackagePath="runtimes/linux-x64/native/libpart.so" />""");
        consumer.Pack("libtorch-cuda-test", consumer.Reference("libtorch-cuda-test-part1"));
        consumer.Pack("Fmt.Test.Bundle", consumer.Reference("libtorch-cuda-test"));
        var project = consumer.Project("Bundled", consumer.Reference("Fmt.Test.Bundle"));
        Assert.Empty(Warnings(project, "-restore"));
        // A runtime identifier that it has nothing for is another matter.
        Assert.Contains("libtorch-cpu-win-x64", Assert.Single(Warnings(project, "-restore", "-p:RuntimeIdentifier=win-x64", "-p:SelfContained=false")));

        Assert.Empty(Warnings(consumer.Project("Whole", Consumer.Libtorch), "-restore"));
    }

    [Fact]
    public void Pages_of_the_build_have_an_index_row_and_all_parts()
    {
        Assert.Equal(["FMT5001"], DiagnosticPage.BuildIds);
        Assert.StartsWith("# FMT5001: Program has no libtorch\n\nSeverity: warning.\n", Page.Text);
        Assert.All(["## Warns when", "## Not reported when", "## How to mend it", "## Suppressing it"], heading => Assert.Contains(heading, Page.Text));
        Assert.Contains("| [FMT5001](FMT5001.md) | warning | Program has no libtorch |", File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md")));
    }

    /// <summary>What a build says about libtorch, without folders, each once. Nothing is compiled.</summary>
    private static string[] Warnings(ConsumerProject project, params string[] options)
    {
        var (code, output) = project.Dotnet(["msbuild", "-nologo", "-t:ResolvePackageAssets", .. options]);
        Assert.True(code == 0, output);
        return [.. Regex.Matches(output, @"^.*/(\w+\.csproj : \w+ FMT5001: .*?)( \[.*)?$", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Distinct()];
    }

    /// <summary>Runs a program that was built, on a machine that has no package folder.</summary>
    private static (int Code, string Output) Start(ConsumerProject project, string what) =>
        Consumer.Run(project.Folder, "dotnet", [project.File("bin/Debug/net10.0/Bare.dll"), what], ("NUGET_PACKAGES", project.File("no-packages")));
}
