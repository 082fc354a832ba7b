using System;
using System.IO;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>A case with a network of its own, its weights trained for one epoch.</summary>
public sealed class TrainedOnce : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public string Case => _folder.File("own.json");

    public string Weights => _folder.File("own.safetensors");

    public string Recipe => _folder.File("population.recipe");

    public string Assembly => _folder.File("Nets.dll");

    public async Task InitializeAsync()
    {
        await Compiled.ToFileAsync(OwnNetworks.Declaration(), Assembly);
        OwnNetworks.WriteCase(_folder);
        var run = await ToolProcess.RunAsync(["train", Case, "--networks", Assembly, "--poison", "0", "--epochs", "10", "--batch", "8"]);
        if (run.Code != 0) throw new InvalidOperationException(run.Output + run.Error);
        var recipe = $$"""
            { "data": { "grey": { "format": "idx", "train": "images", "test": "images", "classes": 2, "mean": [0.5], "std": [0.5], "clean": { "ratio": 0.5, "seed": 0 } } },
              "networks": [ { "name": "one", "network": "Own", "data": "grey", "train": "--poison 0 --epochs 1 --batch 8" } ] }
            """;
        await File.WriteAllTextAsync(Recipe, recipe);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
