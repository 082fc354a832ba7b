using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Fmt.Native;

/// <summary>
/// Marks as weak every symbol-version requirement on one library that no relocation uses; ld.so then passes over such a
/// version where it is missing. A version that is really called stays strict, so a function that is not there still fails at
/// load and not in the middle of work. (Layouts: ELF-64 object file format; symbol versioning in the LSB core specification.)
/// </summary>
internal static class ElfVersions
{
    private const ushort Weak = 2;                      // VER_FLG_WEAK

    /// <summary>Edits an image in place; on an exception it is untouched.</summary>
    /// <param name="image">A 64-bit little-endian shared library.</param>
    /// <param name="library">Name of the needed library, for instance <c>libstdc++.so.6</c>.</param>
    /// <returns>The versions that were strict and are weak now, in the file's order.</returns>
    /// <exception cref="BadImageFormatException">Not such a library, or cut off.</exception>
    public static ImmutableArray<string> WeakenUnused(byte[] image, string library)
    {
        var elf = new ElfImage(image);
        var used = UsedVersions(elf);
        var names = ImmutableArray.CreateBuilder<string>();
        var edits = new List<(long At, ushort Flags)>();
        foreach ((var at, var version) in Requirements(elf, library))
        {
            var flags = elf.U16(at + 4);
            if ((flags & Weak) != 0 || used.Contains(elf.U16(at + 6) & 0x7fff)) continue;
            edits.Add((at + 4, (ushort)(flags | Weak)));
            names.Add(version);
        }
        foreach ((var at, var flags) in edits) elf.Write(at, flags);
        return names.ToImmutable();
    }

    /// <summary>Version indices of all symbols that a relocation binds.</summary>
    private static HashSet<int> UsedVersions(ElfImage elf)
    {
        var versions = elf.FileOffset(elf.Tag(ElfTag.VerSym));
        var used = new HashSet<int>();
        foreach ((var table, var size) in new[] { (ElfTag.Rela, ElfTag.RelaSize), (ElfTag.JmpRel, ElfTag.PltRelSize) })
        {
            if (!elf.HasTag(table)) continue;
            long at = elf.FileOffset(elf.Tag(table)), end = elf.End(at, elf.Tag(size));
            for (; at < end; at += 24)
            {
                var symbol = (long)(elf.U64(at + 8) >> 32);
                if (symbol != 0) used.Add(elf.U16(versions + 2 * symbol) & 0x7fff);
            }
        }
        return used;
    }

    /// <summary>The Vernaux records of one needed library: {u32 hash, u16 flags, u16 index, u32 name, u32 next}.</summary>
    private static IEnumerable<(long At, string Version)> Requirements(ElfImage elf, string library)
    {
        var strings = elf.FileOffset(elf.Tag(ElfTag.StrTab));
        var need = elf.FileOffset(elf.Tag(ElfTag.VerNeed));
        var count = elf.Tag(ElfTag.VerNeedNum);
        if (count > (ulong)elf.Length / 16) throw ElfImage.Bad("more version requirements than bytes");
        for (ulong i = 0; i < count; i++)
        {
            // Verneed: {u16 version, u16 count, u32 file, u32 aux, u32 next}
            if (elf.Text(strings + elf.U32(need + 4)) == library)
            {
                var aux = need + elf.U32(need + 8);
                for (int left = elf.U16(need + 2); left > 0; left--)
                {
                    yield return (aux, elf.Text(strings + elf.U32(aux + 8)));
                    aux += Next(elf, aux + 12, last: left == 1);
                }
            }
            need += Next(elf, need + 12, last: i + 1 == count);
        }
    }

    private static uint Next(ElfImage elf, long at, bool last)
    {
        var next = elf.U32(at);
        return next == 0 && !last ? throw ElfImage.Bad("a list of version requirements ends early") : next;
    }
}
