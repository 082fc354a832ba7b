using System.Linq;
using Fmt.Data;
using Fmt.Files;
using Xunit;

namespace Fmt.Tests.Data;

public class CifarBinaryTests
{
    private const string Cifar = "models/cifar-10-batches-bin";

    [SharedFact(Cifar)]
    public void Test_batch_has_its_known_facts()
    {
        var set = CifarBinary.ReadFolder(SharedMaterial.Path(Cifar), DataPart.Test);
        Assert.Equal((10_000, 3, 32, 32, 10), (set.Count, set.Channels, set.Height, set.Width, set.Classes));
        Assert.Equal<int>([3, 8, 8, 0, 6, 6], set.Labels[..6]);
        Assert.Equal<byte>([158, 159, 165, 166, 160, 156, 162, 159], set.Pixels(0)[..8].ToArray());
        Assert.All(set.CountPerClass(), n => Assert.Equal(1000, n));
        Assert.Equal("9", set.ClassNames[9]);
    }

    [SharedFact(Cifar)]
    public void Training_batch_has_its_known_facts()
    {
        var set = CifarBinary.ReadFolder(SharedMaterial.Path(Cifar), DataPart.Train);
        Assert.Equal<int>([6, 9, 9, 4, 1, 1], set.Labels[..6]);
        Assert.Equal<int>([1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981], set.CountPerClass());
    }

    [SharedFact("models/gtsrb-roi32-bin")]
    public void Signs_have43_classes()
    {
        var folder = SharedMaterial.Path("models/gtsrb-roi32-bin");
        var train = CifarBinary.ReadFolder(folder, DataPart.Train, 43).RequireEveryClass();
        Assert.All(train.CountPerClass(), n => Assert.Equal(50, n));
        var test = CifarBinary.ReadFolder(folder, DataPart.Test, 43);
        Assert.Equal(4000, test.Count);
        Assert.Equal(14, test.CountPerClass().Min());
        var e = Assert.Throws<DataException>(() => CifarBinary.ReadFolder(folder, DataPart.Test, 10));
        Assert.NotNull(e.Index);
        Assert.EndsWith("test_batch.bin", e.File);
    }

    [Fact]
    public void Several_files_follow_each_other_by_number()
    {
        using var scratch = new Scratch();
        foreach (var n in (int[])[10, 2, 1]) scratch.Write($"data_batch_{n}.bin", Records(n % 10));
        scratch.WriteText("batches.meta.txt", string.Join('\n', Enumerable.Range(0, 10).Select(i => $"name{i}")) + "\n\n");
        var set = CifarBinary.ReadFolder(scratch.Folder, DataPart.Train);
        Assert.Equal<int>([1, 2, 0], set.Labels);
        Assert.Equal("name3", set.ClassNames[3]);
        Assert.Equal(2, set.Pixels(1)[3071]);
    }

    [Fact]
    public void Truncated_file_is_refused()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("test_batch.bin", Records(1, 2)[..^5]);
        Assert.Contains("1 records of 3073 bytes and 3068 bytes more", Assert.Throws<DataException>(() => CifarBinary.Read(file)).Message);
        Assert.Contains("empty", Assert.Throws<DataException>(() => CifarBinary.Read(scratch.Write("empty.bin"))).Message);
        Assert.Contains("CIFAR-100", Assert.Throws<DataException>(() => CifarBinary.Read(scratch.Write("hundred.bin", new byte[2 * 3074]))).Message);
    }

    [Fact]
    public void Wrong_label_is_named_with_its_image()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.bin", Records(1, 9, 10));
        var e = Assert.Throws<DataException>(() => CifarBinary.Read(file));
        Assert.Equal((file, 2L), (e.File, e.Index));
        Assert.Contains("label 10 where 0 to 9 was expected", e.Message);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        using var scratch = new Scratch();
        Assert.Contains("test_batch.bin", Assert.Throws<DataException>(() => CifarBinary.ReadFolder(scratch.Folder, DataPart.Test)).Message);
        Assert.Contains("data_batch_*.bin", Assert.Throws<DataException>(() => CifarBinary.ReadFolder(scratch.Folder, DataPart.Train)).Message);
        Assert.Contains("no such file", Assert.Throws<DataException>(() => CifarBinary.Read(scratch.Path("none.bin"))).Message);
        Assert.Contains("no such folder", Assert.Throws<DataException>(() => CifarBinary.ReadFolder(scratch.Path("none"), DataPart.Test)).Message);
        Assert.Contains("folder", Assert.Throws<DataException>(() => CifarBinary.Read(scratch.Folder)).Message);
    }

    /// <summary>Records whose pixels are all their label.</summary>
    private static byte[] Records(params int[] labels) => [.. labels.SelectMany(l => Enumerable.Repeat((byte)l, 3073))];
}
