using System;
using System.IO;
using System.Linq;
using Fmt.Native;
using Xunit;

namespace Fmt.Tests.Native;

/// <summary>LibTorchSharp 0.107.0 for Linux names 20 versions of libstdc++; <c>readelf -r</c> shows no relocation to
/// <c>GLIBCXX_3.4.32</c> alone. The edit sets one flag, bit 1 of two bytes.</summary>
public class ElfVersionsTests
{
    private const string Library = "libstdc++.so.6";

    [Fact]
    public void Only_the_uncalled_version_of_the_real_shim_is_weakened()
    {
        if (RealShim() is not { } image) return;
        byte[] before = [.. image];
        Assert.Equal("GLIBCXX_3.4.32", Assert.Single(ElfVersions.WeakenUnused(image, Library)));
        int[] changed = [.. Enumerable.Range(0, image.Length).Where(i => image[i] != before[i])];
        var at = Assert.Single(changed);
        Assert.Equal(before[at] | 2, image[at]);

        byte[] once = [.. image];
        Assert.Empty(ElfVersions.WeakenUnused(image, Library));
        Assert.Equal(once, image);
    }

    [Fact]
    public void Other_library_name_changes_nothing()
    {
        if (RealShim() is not { } image) return;
        byte[] before = [.. image];
        Assert.Empty(ElfVersions.WeakenUnused(image, "libother.so.1"));
        Assert.Equal(before, image);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(5000)]
    [InlineData(300_000)]
    [InlineData(1_000_000)]
    public void Cut_off_library_is_refused_and_untouched(int length)
    {
        if (RealShim() is not { } whole) return;
        var image = whole[..length];
        byte[] before = [.. image];
        var e = Assert.Throws<BadImageFormatException>(() => ElfVersions.WeakenUnused(image, Library));
        Assert.Contains("Not an ELF library", e.Message);
        Assert.Equal(before, image);
    }

    [Fact]
    public void Garbage_is_refused()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var image = new byte[random.Next(4096)];
            random.NextBytes(image);
            Assert.Throws<BadImageFormatException>(() => ElfVersions.WeakenUnused(image, Library));
        }
    }

    [Fact]
    public void Random_damage_never_gives_another_exception()
    {
        if (RealShim() is not { } whole) return;
        var random = new Random(2);
        for (var i = 0; i < 60; i++)
        {
            byte[] image = [.. whole];
            for (var k = 0; k < 20; k++) image[Where(random)] = (byte)random.Next(256);
            try
            {
                ElfVersions.WeakenUnused(image, Library);
            }
            catch (BadImageFormatException)
            {
            }
        }
    }

    /// <summary>The header, the program headers, the version requirements and the dynamic section, by readelf.</summary>
    private static int Where(Random random) => random.Next(3) switch
    {
        0 => random.Next(64 + 56 * 10),
        1 => 0x3f8f0 + random.Next(0x210),
        _ => 0x1d4b18 + random.Next(35 * 16),
    };

    private static byte[]? RealShim()
    {
        var inside = Path.Combine("runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var file = Path.Combine(root, "torchsharp", "0.107.0", inside);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }
}
