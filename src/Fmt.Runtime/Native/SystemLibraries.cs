using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Fmt.Native;

/// <summary>What the system has and says, for messages.</summary>
internal static class SystemLibraries
{
    /// <summary>The loader's own words without .NET's advice in front of them.</summary>
    public static string Reason(Exception e)
    {
        var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] own = [.. lines.Where(l => l.StartsWith('/')).Distinct()];
        return string.Join('\n', own.Length > 0 ? own : lines);
    }

    /// <summary>Versions of the C and C++ libraries in this process; on Linux only.</summary>
    public static string Versions() => OperatingSystem.IsLinux()
        ? $"glibc {Glibc.Version ?? "(none)"}, libstdc++ up to {NewestGlibcxx() ?? "(not loaded)"}"
        : Environment.OSVersion.VersionString;

    private static string? NewestGlibcxx()
    {
        try
        {
            var file = File.ReadLines("/proc/self/maps")
                .Select(l => l.IndexOf('/') is >= 0 and var at ? l[at..] : "")
                .FirstOrDefault(f => Path.GetFileName(f).StartsWith("libstdc++.so", StringComparison.Ordinal));
            return file is null ? null : Newest(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Newest(ReadOnlySpan<byte> image)
    {
        var prefix = "GLIBCXX_3.4."u8;
        var best = -1;
        for (int at; (at = image.IndexOf(prefix)) >= 0;)
        {
            image = image[(at + prefix.Length)..];
            var end = image.IndexOf((byte)0);
            if (end is > 0 and < 4 && int.TryParse(Encoding.ASCII.GetString(image[..end]), out var minor)) best = Math.Max(best, minor);
        }
        return best < 0 ? null : Encoding.ASCII.GetString(prefix) + best.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
