using System.IO;
using System.Linq;
using Xunit;

namespace Fmt.Tests.Package;

/// <summary>The zoo as a package: its networks, and FmtDsl with its compiler extensions for whoever names the zoo alone.</summary>
[Collection(nameof(Consumer))]
public sealed class ZooPackageTests(Consumer consumer)
{
    private const string Program = """
        using System;
        using System.Linq;
        using Fmt;
        using Fmt.Data;
        using Fmt.Defences;
        using Fmt.Weights;
        using Fmt.Zoo;
        using TorchSharp;

        using var published = new ResNet18();
        published.Save("net.safetensors");
        using var again = ResNet18.FromFile("net.safetensors");
        try
        {
            Mine.FromFile("net.safetensors");
        }
        catch (CheckpointException e)
        {
            Console.WriteLine(e.Message);
        }

        using var mine = Mine.FromFile("net.safetensors", except: "fc");
        var labels = Enumerable.Range(0, 20).Select(i => i % 5).ToArray();
        var clean = new ImageSet([.. labels.SelectMany(l => Enumerable.Repeat((byte)(50 * l), 3 * 16 * 16))], [.. labels], 3, 16, 16, 5);
        var report = mine.DefendWithFmt(clean, new DefenceOptions { Defence = new FineTune { Epochs = 1 }, Guard = new() { AnyAccuracy = true } });
        Console.WriteLine("defended by " + report.Method);
        using (torch.no_grad())
        {
            using var images = torch.rand(2, 3, 16, 16);
            Console.WriteLine("sites " + ResNet18.Sites.Count + " and " + Mine.Sites.Count + ", logits " + string.Join('x', mine.forward(images).shape));
        }

        [Network("3x16x16", Classes = 5, Like = typeof(ResNet18))]
        public sealed partial class Mine;
        """;

    [Fact]
    public void It_holds_one_assembly_and_needs_no_package_of_the_machine_that_packs()
    {
        Assert.Equal(["FmtDsl.Zoo.nuspec", "LICENSE", "README.md", "lib/net10.0/Fmt.Zoo.dll", "lib/net10.0/Fmt.Zoo.xml"], consumer.Files("FmtDsl.Zoo"));
        var needs = consumer.Needs("FmtDsl.Zoo");
        Assert.Contains("FmtDsl", needs);
        Assert.Empty(needs.Except(consumer.Needs("FmtDsl").Append("FmtDsl")));
    }

    [Fact]
    public void A_program_that_names_the_zoo_alone_loads_its_networks_and_one_with_its_own_head()
    {
        var project = consumer.Project("Zooed", Consumer.Libtorch);
        project.Write("Zooed.csproj", File.ReadAllText(project.File("Zooed.csproj")).Replace(consumer.Reference("FmtDsl"), consumer.Reference("FmtDsl.Zoo")));
        project.Write("Program.cs", Program);
        var (code, output) = project.Dotnet("run");
        Assert.True(code == 0, output);
        Assert.Contains("All but 'fc' fits, which has 1000 outputs in the checkpoint and 5 here: declare Classes = 1000 to take it as it is, or Load(path, except: \"fc\") to leave it out and keep the network's own", output);
        Assert.Contains("defended by ", output);
        Assert.Contains("sites 20 and 20, logits 2x5", output);
    }
}
