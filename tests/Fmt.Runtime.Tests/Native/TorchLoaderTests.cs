using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Fmt.Native;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Native;

/// <summary>Loading, in this process and in children with other settings (this assembly's module initializer is all they run).</summary>
public class TorchLoaderTests
{
    [Fact]
    public void Torch_computes()
    {
        TorchLoader.ThrowIfFailed();
        using var a = torch.tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2);
        using var b = torch.linalg.inv(a);
        Assert.Equal([-2f, 1f, 1.5f, -0.5f], Array.ConvertAll(b.data<float>().ToArray(), x => MathF.Round(x, 4)));
        Assert.Null(TorchLoader.Error);
        Assert.Contains("libtorch ", TorchLoader.Report);
    }

    [Fact]
    public void Ensure_loaded_from_many_threads_does_nothing_more()
    {
        var before = TorchLoader.Report;
        Parallel.For(0, 16, _ => TorchLoader.EnsureLoaded());
        Assert.Equal(before, TorchLoader.Report);
    }

    [Fact]
    public void Missing_folder_in_fmt_libtorch_gives_the_message()
    {
        var folder = Path.Combine(Path.GetTempPath(), "fmt-no-such-folder");
        var error = Child(("FMT_LIBTORCH", folder), ("FMT_NATIVE_TRACE", "1"));
        Assert.Contains($"{folder} (no such folder)", error);
        Assert.Contains(OperatingSystem.IsWindows() ? "torch_cpu.dll" : "libtorch_cpu", error);
        Assert.Contains("2.10.x", error);
        Assert.Contains("to mend: ", error);
        Assert.Contains("libtorch-cpu-", error);
    }

    [Fact]
    public void Without_trace_a_failure_is_one_line()
    {
        var error = Child(("FMT_LIBTORCH", Path.GetTempPath()));
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("[fmt] ", error);
    }

    [Fact]
    public void File_that_is_no_library_is_refused_with_its_path()
    {
        var folder = Directory.CreateTempSubdirectory("fmt-test-");
        try
        {
            var file = Path.Combine(folder.FullName, OperatingSystem.IsWindows() ? "torch_cpu.dll" : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so");
            File.WriteAllText(file, "not a library");
            var error = Child(("FMT_LIBTORCH", folder.FullName), ("FMT_NATIVE_TRACE", "1"));
            Assert.Contains(file, error);
            Assert.Contains("to mend: ", error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Fmt_libtorch_names_the_folder_loaded_from()
    {
        if (OperatingSystem.IsWindows()) return;   // links need rights there
        TorchLoader.ThrowIfFailed();
        var real = TorchLoader.Report["libtorch ".Length..TorchLoader.Report.IndexOf(';')];
        var folder = Directory.CreateTempSubdirectory("fmt-test-");
        try
        {
            foreach (var file in Directory.GetFiles(real)) File.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(file)), file);
            var report = Child(("FMT_LIBTORCH", folder.FullName), ("FMT_NATIVE_TRACE", "1"));
            Assert.StartsWith($"[fmt] libtorch {folder.FullName}; shim ", report);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Allocator_is_left_alone_where_asked()
    {
        Assert.DoesNotContain("allocator tuned", Child(("FMT_NO_MALLOPT", "1"), ("FMT_NATIVE_TRACE", "1")));
        if (OperatingSystem.IsLinux()) Assert.Contains("allocator tuned", Child(("FMT_NO_MALLOPT", ""), ("FMT_NATIVE_TRACE", "1")));
    }

    private static string Child(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(TorchLoaderTests).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((var name, var value) in environment) start.Environment[name] = value;
        using var child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        var error = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        return error;
    }
}
