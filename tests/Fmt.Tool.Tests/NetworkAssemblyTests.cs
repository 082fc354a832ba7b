using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Tests;
using Fmt.Tool.Running;
using Fmt.Zoo;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Networks of a user's own assembly, which case files can then name.</summary>
public sealed class NetworkAssemblyTests
{
    [Fact]
    public async Task Its_public_networks_are_known_beside_the_zoos()
    {
        using var folder = new TemporaryFolder();
        var path = await Compiled.ToFileAsync(OwnNetworks.Declaration() + "\npublic sealed class Else;", folder.File("Nets.dll"));
        var registry = Networks.Registry.With(NetworkAssembly.Read(path));
        Assert.Equal(Networks.Names.Append("Own"), registry.Names);
        using var own = registry.Make("Own", 2, 1);
        Assert.Equal(("Users.Networks.Own", path), (own.GetType().FullName, registry.AssemblyOf("Own")!.Location));
        using var fashion = registry.Make("FashionNet", 10, 1);
        Assert.IsType<FashionNet>(fashion);
        Assert.Contains("'Own' is declared with 2 classes and 1 channels, not with 3", Assert.Throws<ArgumentException>(() => registry.Make("Own", 3, 1)).Message);
    }

    [Fact]
    public async Task A_name_that_is_there_twice_is_said_with_both_places()
    {
        using var folder = new TemporaryFolder();
        var path = await Compiled.ToFileAsync(OwnNetworks.Declaration("FashionNet"), folder.File("Twice.dll"));
        var said = Assert.Throws<ArgumentException>(() => Networks.Registry.With(NetworkAssembly.Read(path))).Message;
        Assert.Contains($"There are two networks 'FashionNet', in {typeof(Networks).Assembly.Location} and in {path}", said);
    }

    [Fact]
    public void An_unknown_name_is_said_with_the_nearest_and_all_known()
    {
        var said = Assert.Throws<ArgumentException>(() => Networks.Make("FashionNt", 10, 1)).Message;
        Assert.Contains("No network 'FashionNt' is declared here (did you mean 'FashionNet'?)", said);
        Assert.All(Networks.Names, name => Assert.Contains(name, said));
        Assert.DoesNotContain("did you mean", Assert.Throws<ArgumentException>(() => Networks.Make("Something", 10, 1)).Message);
    }

    [Fact]
    public async Task What_it_needs_is_found_in_its_folder_and_missed_where_it_is_not()
    {
        using var folder = new TemporaryFolder();
        var library = await Compiled.ToFileAsync("public class Ground;", folder.File("Ground.dll"));
        var path = await Compiled.ToFileAsync(OwnNetworks.Declaration() + "\npublic sealed class Floor : Ground;", folder.File("Above.dll"), library);
        Assert.Equal("Own", Assert.Single(NetworkAssembly.Read(path)).Name);
        Directory.CreateDirectory(folder.File("alone"));
        File.Copy(path, folder.File("alone/Above.dll"));
        Assert.Contains("with all it needs in its folder", Assert.Throws<DataException>(() => NetworkAssembly.Read(folder.File("alone/Above.dll"))).Message);
    }

    [Fact]
    public async Task What_is_no_assembly_of_networks_is_refused_with_its_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text.dll"), "no assembly");
        var hidden = await Compiled.ToFileAsync(OwnNetworks.Declaration(access: "internal"), folder.File("Hidden.dll"));
        foreach (var (path, said) in new[]
        {
            (folder.File("text.dll"), "this is no .NET assembly"),
            (folder.File("missing.dll"), "there is no such file"),
            (hidden, "no public network"),
            (typeof(NetworkModule).Assembly.Location, "no public network"),
        })
            Assert.StartsWith($"{path}: {said}", Assert.Throws<DataException>(() => NetworkAssembly.Read(path)).Message.Replace("this assembly has ", "", StringComparison.Ordinal));
    }
}
