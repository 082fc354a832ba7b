using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Modules;
using Fmt.Tests;
using TorchSharp;

namespace Fmt.Tool.Tests;

/// <summary>Key lists of published networks as PyTorch itself gives them, from the reference values.</summary>
internal static class PublishedNetworks
{
    /// <summary>Names, types and shapes of a network's state_dict, in its order.</summary>
    /// <param name="name">Its file among the reference values, without the ending.</param>
    public static StateEntry[] Keys(string name)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(SharedMaterial.Path($"reference/{name}.json")));
        return [.. reference.RootElement.GetProperty("state_dict").EnumerateArray().Select(e => new StateEntry(
            e.GetProperty("name").GetString()!,
            e.GetProperty("dtype").GetString() == "int64" ? torch.ScalarType.Int64 : torch.ScalarType.Float32,
            [.. e.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())]))];
    }

    /// <summary>Every network that there is.</summary>
    public static IEnumerable<string> All() => new[] { "architectures", "torchvision" }.SelectMany(folder => Directory.GetFiles(SharedMaterial.Path("reference/" + folder), "*.json").Select(f => folder + "/" + Path.GetFileNameWithoutExtension(f)));
}
