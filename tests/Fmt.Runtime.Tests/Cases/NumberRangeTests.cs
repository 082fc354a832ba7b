using System;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Files;
using Fmt.Tests.Data;
using Xunit;

namespace Fmt.Tests.Cases;

/// <summary>Every number of a case file has a range, and so has what a program gives instead.</summary>
public sealed class NumberRangeTests
{
    [Theory]
    [InlineData("\"classes\": 10", "\"classes\": 0", "\"classes\" must be a whole number from 1 to 100000, not 0.")]
    [InlineData("\"classes\": 10", "\"classes\": 2000000000", "\"classes\" must be a whole number from 1 to 100000, not 2000000000.")]
    [InlineData("[0, 0, 0]", "[0, 0, 1e308]", "\"mean\" must be numbers")]
    [InlineData("[1, 1, 1]", "[1, 1, 1e308]", "\"std\" must be numbers")]
    [InlineData("\"ratio\": 0.5", "\"ratio\": 1e300", "\"clean.ratio\" must be above 0 and at most 1, not 1e300.")]
    [InlineData("\"seed\": 3", "\"seed\": 99999999999", "\"clean.seed\" must be a whole number, not 99999999999.")]
    [InlineData("\"target\": 8", "\"target\": 10", "\"target\" must be a class, 0 to 9, not 10.")]
    [InlineData("\"frequency\": 6", "\"frequency\": 1e300", "\"trigger.frequency\" must be above 0 and at most 10000, not 1e300.")]
    [InlineData("\"frequency\": 6", "\"frequency\": -1", "\"trigger.frequency\" must be above 0 and at most 10000, not -1.")]
    [InlineData("\"delta\": 40", "\"delta\": 1e300", "\"trigger.delta\" must be above 0 and at most 255, in bytes, not 1e300.")]
    [InlineData("\"sig\", \"delta\": 40, \"frequency\": 6", "\"wanet\", \"s\": 1e300", "\"trigger.s\" must be above 0 and at most 1000, not 1e300.")]
    [InlineData("\"sig\", \"delta\": 40, \"frequency\": 6", "\"wanet\", \"rescale\": 1e300", "\"trigger.rescale\" must be above 0 and at most 100, not 1e300.")]
    [InlineData("\"sig\", \"delta\": 40, \"frequency\": 6", "\"wanet\", \"k\": 2000000", "\"trigger.k\" must be a whole number from 2 to 256, not 2000000.")]
    [InlineData("\"sig\", \"delta\": 40, \"frequency\": 6", "\"badnets\", \"size\": 2000000", "\"trigger.size\" must be a whole number from 1 to 16384, not 2000000.")]
    [InlineData("\"sig\", \"delta\": 40, \"frequency\": 6", "\"lf-dct\", \"amplitude\": 256", "\"trigger.amplitude\" must be above 0 and at most 255, in bytes, not 256.")]
    [InlineData("\"format\": \"cifar10-binary\"", "\"format\": \"folder\", \"size\": [3, 2000000, 1]", "\"data.size\" must be [channels, height, width], the channels 1 or 3, height and width 1 to 16384")]
    public void A_number_out_of_range_names_key_range_and_value(string from, string to, string says)
    {
        const string Whole = """
            {"network": "Net", "classes": 10, "weights": "w.safetensors", "mean": [0, 0, 0], "std": [1, 1, 1],
             "data": {"format": "cifar10-binary", "train": "d", "test": "d"}, "clean": {"ratio": 0.5, "seed": 3},
             "trigger": {"kind": "sig", "delta": 40, "frequency": 6}, "target": 8}
            """;
        using var scratch = new Scratch();
        CaseFile.Read(scratch.WriteText("whole.json", Whole));
        var path = scratch.WriteText("c.json", Whole.Replace(from, to));
        Assert.StartsWith($"{path}: {says}", Assert.Throws<DataException>(() => CaseFile.Read(path)).Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1)]
    public void A_trigger_refuses_numbers_that_are_none_of_its(double value)
    {
        Assert.ThrowsAny<ArgumentException>(() => Trigger.Sig(3, 8, 8, 40, value));
        Assert.ThrowsAny<ArgumentException>(() => Trigger.Sig(3, 8, 8, value));
        Assert.ThrowsAny<ArgumentException>(() => Trigger.LowFrequencyDct(0, 3, 8, 8, value));
        Assert.ThrowsAny<ArgumentException>(() => Trigger.Checkerboard(3, 8, 8, value));
        Assert.ThrowsAny<ArgumentException>(() => new WarpTrigger(0, 3, 8, 8, strength: value));
        Assert.ThrowsAny<ArgumentException>(() => new WarpTrigger(0, 3, 8, 8, rescale: value));
    }
}
