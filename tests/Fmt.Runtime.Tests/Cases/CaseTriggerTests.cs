using System;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Tests.Data;
using SkiaSharp;
using Xunit;

namespace Fmt.Tests.Cases;

public class CaseTriggerTests
{
    private static string Case(string trigger, string goal = "\"target\": 8") => $$"""
        {"network": "Net", "classes": 10, "weights": "w.safetensors", "mean": [0, 0, 0], "std": [1, 1, 1],
         "data": {"format": "cifar10-binary", "train": "d", "test": "d"}, "clean": {"ratio": 0.5, "seed": 3},
         "trigger": {{trigger}}, {{goal}}}
        """;

    [Theory]
    [InlineData("""{"kind": "badnets"}""", "badnets (alpha 1, color [255], rect [29, 29, 3, 3])")]
    [InlineData("""{"kind": "badnets", "size": 2}""", "badnets (alpha 1, color [255], rect [30, 30, 2, 2])")]
    [InlineData("""{"kind": "checkerboard", "alpha": 0.5}""", "checkerboard (alpha 0.5)")]
    [InlineData("""{"kind": "blended", "seed": 4}""", "blended (alpha 0.2, seed 4)")]
    [InlineData("""{"kind": "sig"}""", "sig (delta 40, frequency 6)")]
    [InlineData("""{"kind": "sig", "delta": 20, "frequency": 3}""", "sig (delta 20, frequency 3)")]
    [InlineData("""{"kind": "lf-dct", "seed": 1, "amplitude": 30}""", "lf-dct (amplitude 30, seed 1)")]
    [InlineData("""{"kind": "wanet", "seed": 2}""", "wanet (k 4, rescale 1, s 0.5, seed 2)")]
    [InlineData("""{"kind": "wanet", "k": 8, "s": 1, "rescale": 0.9}""", "wanet (k 8, rescale 0.9, s 1, seed 0)")]
    public void Named_kinds_give_their_triggers(string json, string recipe)
    {
        using var scratch = new Scratch();
        var file = CaseFile.Read(scratch.WriteText("c.json", Case(json)));
        Assert.Equal(recipe, file.LoadTrigger(3, 32, 32)!.Recipe.ToString());
        Assert.Equal(new AllToOne(8), file.Goal);
    }

    [Fact]
    public void Files_of_an_attack_are_read_beside_the_case()
    {
        using var scratch = new Scratch();
        scratch.Write("sub/test.npy", Numpy.Array("|u1", "1, 2, 2, 3", [.. Enumerable.Repeat((byte)7, 12)]));
        scratch.Picture("sub/train/4.png", 2, 2, (_, _) => SKColors.White);
        var file = CaseFile.Read(scratch.WriteText("sub/c.json", Case("""{"kind": "files", "test": "test.npy", "train": "train"}""")));
        var test = Assert.IsType<ReplacementTrigger>(file.LoadTrigger(3, 2, 2));
        var train = Assert.IsType<ReplacementTrigger>(file.LoadTrigger(3, 2, 2, DataPart.Train));
        Assert.Equal((true, false, false, true), (test.Has(0), test.Has(4), train.Has(0), train.Has(4)));
        file = CaseFile.Read(scratch.WriteText("sub/c.json", Case("""{"kind": "files", "test": "test.npy"}""")));
        Assert.Contains("no \"train\"", Assert.Throws<DataException>(() => file.LoadTrigger(3, 2, 2, DataPart.Train)).Message);

        float[] field = [.. Enumerable.Range(0, 8).Select(i => i / 4f)];
        scratch.Write("sub/n.npy", Numpy.Array("<f4", "1, 2, 2, 2", MemoryMarshal.AsBytes(field.AsSpan()).ToArray()));
        scratch.Picture("sub/p.png", 5, 5, (_, _) => SKColors.White);
        file = CaseFile.Read(scratch.WriteText("sub/c.json", Case("""{"kind": "wanet", "field": "n.npy"}""")));
        Assert.Equal<float>(field, Assert.IsType<WarpTrigger>(file.LoadTrigger(3, 2, 2)).FlowField);
        Assert.Contains("(3, 3, 2)", Assert.Throws<DataException>(() => file.LoadTrigger(3, 3, 3)).Message);
        file = CaseFile.Read(scratch.WriteText("sub/c.json", Case("""{"kind": "blended", "picture": "p.png", "alpha": 0.3}""")));
        Assert.All(Assert.IsType<PatternTrigger>(file.LoadTrigger(3, 2, 2)).Pattern, v => Assert.Equal(1, v));
        file = CaseFile.Read(scratch.WriteText("sub/c.json", Case("""{"mode": "add-wrap-around", "pattern": "p.png"}""")));
        Assert.Equal(TriggerMode.AddWrapAround, Assert.IsType<PatternTrigger>(file.LoadTrigger(3, 5, 5)).Mode);
    }

    [Theory]
    [InlineData("""{"kind": "badnets"}""")]
    [InlineData("""{"mode": "add", "mask": "m.png", "pattern": "p.npy"}""", "m.png", "p.npy")]
    [InlineData("""{"kind": "blended"}""")]
    [InlineData("""{"kind": "blended", "picture": "p.png"}""", "p.png")]
    [InlineData("""{"kind": "wanet", "field": "f.npy"}""", "f.npy")]
    [InlineData("""{"kind": "input-aware", "weights": "g.safetensors"}""", "g.safetensors")]
    [InlineData("""{"kind": "files", "test": "a", "train": "b"}""", "a", "b")]
    public void Every_file_that_is_read_is_an_input(string json, params string[] files)
    {
        using var scratch = new Scratch();
        var file = CaseFile.Read(scratch.WriteText("c.json", Case(json)));
        Assert.Equal(((string[])["c.json", "w.safetensors", "d", "d", .. files]).Select(scratch.Path), file.Inputs.Select(i => i.Path));
    }

    [Fact]
    public void A_source_beside_the_target_is_a_goal()
    {
        using var scratch = new Scratch();
        var file = CaseFile.Read(scratch.WriteText("c.json", Case("""{"kind": "badnets"}""", "\"target\": 8, \"source\": 3")));
        Assert.Equal((new SourceSpecific(3, 8), 8), (file.Goal, file.Target));
    }

    [Fact]
    public void All_to_all_is_a_goal()
    {
        using var scratch = new Scratch();
        var file = CaseFile.Read(scratch.WriteText("c.json", Case("""{"kind": "badnets"}""", "\"all-to-all\": 1")));
        Assert.Equal((new AllToAll(1), null), (file.Goal, file.Target));
        var images = new ImageSet([.. new byte[3 * 32 * 32]], [9], 3, 32, 32, 10);
        new Evaluation(images, file.LoadTrigger(3, 32, 32), file.Goal).Check();
    }

    [Theory]
    [InlineData("""{"kind": "sigh"}""", "\"trigger.kind\" must be one of \"badnets\", \"blended\", \"checkerboard\", \"files\", \"input-aware\", \"lf-dct\", \"sig\", \"wanet\", or left out for a \"rect\" or \"pattern\", not \"sigh\"")]
    [InlineData("""{"kind": "sig", "alpha": 1}""", "\"trigger.alpha\" is not known; known here: kind, delta, frequency")]
    [InlineData("""{"kind": "sig", "delt": 1}""", "\"trigger.delt\" is not known")]
    [InlineData("""{"kind": "sig", "delta": 0}""", "\"trigger.delta\" must be above 0 and at most 255, in bytes, not 0")]
    [InlineData("""{"kind": "lf-dct", "seed": 1.5}""", "\"trigger.seed\" must be a whole number, not 1.5")]
    [InlineData("""{"kind": "blended", "seed": 1, "picture": "p.png"}""", "\"trigger.seed\" must be left out where a \"picture\" is given")]
    [InlineData("""{"kind": "blended", "alpha": 2}""", "\"trigger.alpha\" must be above 0 and at most 1, not 2")]
    [InlineData("""{"kind": "wanet", "k": 1}""", "\"trigger.k\" must be a whole number from 2 to 256, not 1")]
    [InlineData("""{"kind": "wanet", "s": 0}""", "\"trigger.s\" must be above 0 and at most 1000, not 0")]
    [InlineData("""{"kind": "wanet", "field": "f.npy", "k": 4}""", "\"trigger.k\" must be left out where a \"field\" is given")]
    [InlineData("""{"kind": "files", "train": "a"}""", "\"trigger.test\" is missing")]
    [InlineData("""{"kind": "input-aware"}""", "\"trigger.weights\" is missing")]
    [InlineData("""{"kind": 3}""", "\"trigger.kind\" must be a text")]
    [InlineData("""{"seed": 3}""", "\"trigger.seed\" is not known; known here: kind, mode, rect, color, mask, pattern, alpha")]
    [InlineData("""{"kind": "badnets"}""", "\"all-to-all\" must be left out where a \"target\" is given", "\"target\": 8, \"all-to-all\": 1")]
    [InlineData("""{"kind": "badnets"}""", "\"all-to-all\" must be a shift of labels that is not a multiple", "\"all-to-all\": 20")]
    [InlineData("""{"kind": "badnets"}""", "\"trigger\" but no \"target\" and no \"all-to-all\"", "")]
    [InlineData("null", "\"all-to-all\" but no \"trigger\"", "\"all-to-all\": 1")]
    public void What_is_wrong_is_said_by_key(string trigger, string message, string goal = "\"target\": 8")
    {
        using var scratch = new Scratch();
        var file = scratch.WriteText("c.json", Case(trigger, goal));
        var e = Assert.Throws<DataException>(() => CaseFile.Read(file));
        Assert.Equal(file, e.File);
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public void What_does_not_fit_the_images_names_the_case()
    {
        using var scratch = new Scratch();
        var path = scratch.WriteText("c.json", Case("""{"kind": "badnets", "size": 40}"""));
        var e = Assert.Throws<DataException>(() => CaseFile.Read(path).LoadTrigger(3, 32, 32));
        Assert.Equal(path, e.File);
        Assert.Contains("does not lie in images of 32x32", e.Message);
    }
}
