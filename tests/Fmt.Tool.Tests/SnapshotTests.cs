using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Fmt.Modules;
using Fmt.Tests;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Whole skeletons, to be read by people when they change. FMT_ACCEPT=1 rewrites them.</summary>
public sealed class SnapshotTests
{
    [SharedTheory("models")]
    [InlineData("pickles/WRN-16-1-S-model_best.pth.tar", "WideResNet")]
    [InlineData("badnets_8_02.safetensors", "SmallVgg")]
    public void Skeleton_is(string file, string name)
    {
        var checkpoint = Checkpoint.Read(SharedMaterial.Path("models/" + file));
        ImmutableArray<StateEntry> keys = [.. checkpoint.Tensors.Select(t => new StateEntry(t.Name, t.Type, t.Shape))];
        var actual = Skeleton.Write(keys, new SkeletonOptions(name, Source: Path.GetFileName(file)));
        var path = Path.Combine(SharedMaterial.RepositoryRoot(), "tests", "Fmt.Tool.Tests", "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("FMT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"No snapshot {path}; run once with FMT_ACCEPT=1.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
