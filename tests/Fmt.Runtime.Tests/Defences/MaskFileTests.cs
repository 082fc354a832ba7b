using System.IO;
using Fmt.Files;
using Fmt.Modules;
using Xunit;

namespace Fmt.Tests.Defences;

public sealed class MaskFileTests
{
    [Fact]
    public void Masks_come_back_and_unnamed_sites_are_unmasked()
    {
        using var folder = new TemporaryFolder();
        using var network = ToyImages.Network();
        network.Maps.Conv1.Mask.Set([3, 63]);
        MaskFile.Write(network, folder.File("masks.json"));
        using var other = ToyImages.Network();
        other.Maps.Conv2.Mask[1] = true;
        MaskFile.Read(other, folder.File("masks.json"));
        Assert.Equal([3, 63], other.Maps.Conv1.Mask.Masked);
        Assert.Equal(0, other.Maps.Conv2.Mask.Count);
    }

    [Theory]
    [InlineData("{\"conv9\": [1]}", "conv9")]
    [InlineData("{\"conv2\": [0, 8]}", "channels 0 to 7, not 8")]
    [InlineData("{\"conv2\": 3}", "no mask file")]
    [InlineData("{\"conv2\": [1.5]}", "no mask file")]
    [InlineData("[1]", "no mask file")]
    [InlineData("{\"conv2\": [", "no mask file")]
    public void A_wrong_file_is_named_and_changes_nothing(string text, string said)
    {
        using var folder = new TemporaryFolder();
        using var network = ToyImages.Network();
        network.Maps.Conv2.Mask[5] = true;
        File.WriteAllText(folder.File("masks.json"), text);
        Assert.Contains(said, Assert.Throws<DataException>(() => MaskFile.Read(network, folder.File("masks.json"))).Message);
        Assert.Equal([5], network.Maps.Conv2.Mask.Masked);
    }
}
