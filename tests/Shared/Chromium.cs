using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Fmt.Tests;

/// <summary>Opens a page in Chromium without a window and a network.</summary>
internal static class Chromium
{
    public const string Program = "/usr/bin/chromium";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", "--virtual-time-budget=5000",
    ];

    /// <summary>What the page became, and what it wrote to the console.</summary>
    /// <param name="Dom">The document after loading.</param>
    /// <param name="Console">Lines of the page's console.</param>
    public sealed record Opened(string Dom, string[] Console);

    public static async Task<Opened> Open(string path)
    {
        var profile = Directory.CreateTempSubdirectory("fmt-chromium-");
        try
        {
            var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[.. Quiet, "--user-data-dir=" + profile.FullName, "--dump-dom", new Uri(path).AbsoluteUri])
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var dom = process.StandardOutput.ReadToEndAsync();
            var log = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            return new Opened(await dom, [.. (await log).Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))]);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
