using System.IO;
using System.IO.Compression;
using Fmt.Data;
using Fmt.Files;
using Xunit;

namespace Fmt.Tests.Data;

public class IdxTests
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 4];

    [SharedFact("models/mnist-idx")]
    public void Digits_have_their_known_facts()
    {
        var test = Idx.ReadFolder(SharedMaterial.Path("models/mnist-idx"), DataPart.Test);
        Assert.Equal((10_000, 1, 28, 28), (test.Count, test.Channels, test.Height, test.Width));
        Assert.Equal<int>([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], test.CountPerClass());
        Assert.Equal<int>([7, 2, 1, 0, 4], test.Labels[..5]);
        var train = Idx.ReadFolder(SharedMaterial.Path("models/mnist-idx"), DataPart.Train);
        Assert.Equal(3000, train.Count);
        Assert.Equal<int>([5, 0, 4, 1, 9, 2, 1, 3], train.Labels[..8]);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", false)]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true)]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", false)]
    public void Folder_is_read_plain_or_zipped(string images, string labels, bool zip)
    {
        using var scratch = new Scratch();
        scratch.Write(images, zip ? Zip(TwoImages) : TwoImages);
        scratch.Write(labels, zip ? Zip(TwoLabels) : TwoLabels);
        var set = Idx.ReadFolder(scratch.Folder, DataPart.Train);
        Assert.Equal((2, 1, 2, 3), (set.Count, set.Channels, set.Height, set.Width));
        Assert.Equal<byte>([7, 8, 9, 10, 11, 12], set.Pixels(1).ToArray());
        Assert.Equal<int>([9, 4], set.Labels);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        using var scratch = new Scratch();
        var labels = scratch.Write("l", TwoLabels);
        for (var length = 0; length < TwoImages.Length; length++)
            Assert.Throws<DataException>(() => Idx.Read(scratch.Write("i", TwoImages[..length]), labels));
        var zipped = Zip(TwoImages);
        // The last byte of the deflate stream only says that it ends.
        for (var length = 0; length < zipped.Length - 9; length++)
            Assert.Throws<DataException>(() => Idx.Read(scratch.Write("i", zipped[..length]), labels));
    }

    [Fact]
    public void Hostile_headers_are_refused()
    {
        using var scratch = new Scratch();
        string labels = scratch.Write("l", TwoLabels), images = scratch.Write("i", TwoImages);
        DataException Read(byte[] content) => Assert.Throws<DataException>(() => Idx.Read(scratch.Write("x", content), labels));
        Assert.Contains("promises", Read([0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255, 1]).Message);
        Assert.Contains("only 1 are there", Read([0, 0, 8, 3, 0, 127, 255, 255, 0, 0, 0, 16, 0, 0, 0, 8, 1]).Message);
        Assert.Contains("must be positive", Read([0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 2, 0, 0, 0, 2]).Message);
        Assert.Contains("there are more", Read([.. TwoImages, 0]).Message);
        Assert.Contains("begins with 0x00000801; IDX images begin with 0x00000803", Read(TwoLabels).Message);
        Assert.Contains("IDX labels begin with 0x00000801", Assert.Throws<DataException>(() => Idx.Read(images, images)).Message);
    }

    [Fact]
    public void Labels_must_fit_images_and_classes()
    {
        using var scratch = new Scratch();
        var images = scratch.Write("i", TwoImages);
        Assert.Contains("3 labels for 2 images", Assert.Throws<DataException>(() => Idx.Read(images, scratch.Write("l", 0, 0, 8, 1, 0, 0, 0, 3, 0, 0, 0))).Message);
        var e = Assert.Throws<DataException>(() => Idx.Read(images, scratch.Write("l", TwoLabels), 9));
        Assert.Equal(0, e.Index);
        Assert.Contains("t10k-images-idx3-ubyte", Assert.Throws<DataException>(() => Idx.ReadFolder(scratch.Folder, DataPart.Test)).Message);
    }

    private static byte[] Zip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionMode.Compress)) zip.Write(content);
        return memory.ToArray();
    }
}
