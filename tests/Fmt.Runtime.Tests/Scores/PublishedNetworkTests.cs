using System.Linq;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Modules;
using Fmt.Scores;
using Fmt.Zoo;
using Xunit;

namespace Fmt.Tests.Scores;

public sealed class PublishedNetworkTests
{
    /// <summary>Measured with PyTorch: .77 of the TAC top 10 % in both layers of the last stage, chance .10; the replay names the true target 8.</summary>
    [SharedFact("models/badnets_8_02.json")]
    public void The_shift_test_finds_the_maps_that_the_trigger_moves()
    {
        var file = CaseFile.Read(SharedMaterial.Path("models/badnets_8_02.json"));
        using var network = new SmallVgg();
        network.Load(file.WeightsPath);
        network.Normalisation = new Normalisation(file.Mean, file.Std);
        var clean = CifarBinary.Read(SharedMaterial.Path("models/cifar-10-batches-bin/data_batch_1.bin")).Balanced(1000, 0);
        var shift = new ShiftScore().Score(network, clean, ScoreData.Context()).LastStage();
        var tac = new TacScore(file.Evaluation()) { Images = 150 }.Score(network, clean, ScoreData.Context());
        var coverage = Coverage.Of(shift, tac, 0.1);
        Assert.Equal(["features.16", "features.19"], coverage.Places.Select(p => p.Place));
        Assert.All(coverage.Places, p => Assert.True(p.Share >= 0.6, $"{p}"));

        var memories = BatchNormMemory.Read(network, clean, ScoreData.Context(), dropout: true);
        var replay = ReplayTest.Run(network, clean, memories, ScoreData.Context(), [10, 20]);
        Assert.Equal(8, replay.Strongest!.Class);
        Assert.True(shift.Places.Max(p => p.Values.Max()) > 0.2);
    }
}
