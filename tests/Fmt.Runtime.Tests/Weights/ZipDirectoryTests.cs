using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Linq;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>A zip whose directory, local headers and bytes disagree. Places of fields: PKWARE's APPNOTE.</summary>
public sealed class ZipDirectoryTests
{
    private static readonly byte[] Whole = SmallFiles.Of("zip");

    [Fact]
    public void Entries_that_all_point_to_the_first_are_refused()
    {
        byte[] file = [.. Whole];
        foreach (var at in Places("PK\u0001\u0002"u8)) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 42), 0);
        Refuse(file, "an entry's own header names another one than the directory");
    }

    [Fact]
    public void Entries_that_share_bytes_are_refused()
    {
        // The first entry claims the bytes of the second too.
        byte[] file = [.. Whole];
        var (first, second) = (Places("PK\u0001\u0002"u8)[1], Places("PK\u0001\u0002"u8)[2]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(Whole.AsSpan(second + 42)) - BinaryPrimitives.ReadInt32LittleEndian(Whole.AsSpan(first + 42));
        foreach (var field in (int[])[20, 24]) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(first + field), length);
        Refuse(file, "an entry shares bytes with another");
    }

    [Fact]
    public void A_local_name_that_is_another_is_refused()
    {
        byte[] file = [.. Whole];
        file[Places("PK\u0003\u0004"u8)[0] + 30] ^= 1;
        Refuse(file, "names another one than the directory");
    }

    [Fact]
    public void A_bit_that_flipped_is_found_by_the_checksum_of_its_entry()
    {
        for (var i = 0; i < 24; i++)
        {
            byte[] file = [.. Whole];
            file[Whole.AsSpan().IndexOf(Pickle.Floats(0, 1, 2, 3, 4, 5)) + i] ^= 1;
            Refuse(file, "an entry has the CRC-32 ");
        }
    }

    [Fact]
    public void Checksums_that_were_not_written_are_not_asked_for()
    {
        // torch.serialization.set_crc32_options(False)
        byte[] file = [.. Whole];
        foreach (var at in Places("PK\u0001\u0002"u8)) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 16), 0);
        Assert.Equal(3, Checkpoint.Parse(file).Tensors.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Places("PK\u0001\u0002"u8)[1] + 16), Crc32.HashToUInt32("else"u8));
        Refuse(file, "an entry has the CRC-32 ");
    }

    [Fact]
    public void The_directory_may_be_told_in_64_bits()
    {
        // As PyTorch writes it: the 64-bit record and its locator before the end, sentinels in the end.
        var end = Places("PK\u0005\u0006"u8)[^1];
        var (count, size, begin) = (BinaryPrimitives.ReadUInt16LittleEndian(Whole.AsSpan(end + 10)), BinaryPrimitives.ReadUInt32LittleEndian(Whole.AsSpan(end + 12)), BinaryPrimitives.ReadUInt32LittleEndian(Whole.AsSpan(end + 16)));
        byte[] record = [.. "PK\u0006\u0006"u8, .. BitConverter.GetBytes(44L), 45, 0, 45, 0, .. new byte[8], .. BitConverter.GetBytes((long)count), .. BitConverter.GetBytes((long)count), .. BitConverter.GetBytes((long)size), .. BitConverter.GetBytes((long)begin)];
        byte[] locator = [.. "PK\u0006\u0007"u8, .. new byte[4], .. BitConverter.GetBytes((long)end), 1, 0, 0, 0];
        byte[] last = [.. Whole[end..]];
        last.AsSpan(8, 12).Fill(0xff);
        Assert.Equal(3, Checkpoint.Parse([.. Whole[..end], .. record, .. locator, .. last]).Tensors.Length);
        Refuse([.. Whole[..end], .. locator, .. last], "64-bit record is missing");
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), long.MaxValue);
        Refuse([.. Whole[..end], .. record, .. locator, .. last], "does not lie inside the file");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(16)]
    public void A_directory_that_lies_elsewhere_is_refused(int field)
    {
        byte[] file = [.. Whole];
        file[Places("PK\u0005\u0006"u8)[^1] + field]++;
        Refuse(file, "it is no whole zip: ");
    }

    private static int[] Places(ReadOnlySpan<byte> signature)
    {
        var sought = signature.ToArray();
        return [.. Enumerable.Range(0, Whole.Length - 4).Where(i => Whole.AsSpan(i).StartsWith(sought))];
    }

    private static void Refuse(byte[] file, string says) => Assert.Contains(says, Assert.Throws<CheckpointException>(() => Checkpoint.Parse(file)).Message);
}
