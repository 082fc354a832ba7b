
namespace Fmt.Native;

/// <summary>Entries of an ELF dynamic section (d_tag).</summary>
internal static class ElfTag
{
    public const ulong PltRelSize = 2, StrTab = 5, Rela = 7, RelaSize = 8, Rel = 17, JmpRel = 23;
    public const ulong VerSym = 0x6ffffff0, VerNeed = 0x6ffffffe, VerNeedNum = 0x6fffffff;
}
