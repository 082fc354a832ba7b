using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fmt.Files;
using Fmt.Tool.Compare;

namespace Fmt.Tool.Population;

/// <summary>An entry in the folder of the population.</summary>
/// <param name="entry">The entry.</param>
/// <param name="data">Its data set, paths full.</param>
/// <param name="needs">The members it is made of.</param>
/// <param name="folder">Full path of the population's folder.</param>
internal sealed class Member(Entry entry, DataSource data, ImmutableArray<Member> needs, string folder)
{
    public Entry Entry => entry;

    public DataSource Data => data;

    public ImmutableArray<Member> Needs => needs;

    public string Folder => folder;

    public string CasePath => At(".json");

    public string WeightsPath => At(".safetensors");

    public string LogPath => Path.Combine(folder, "logs", entry.Name + ".log");

    public string RowPath => Path.Combine(folder, "rows", entry.Name + ".json");

    public string TrojanPath => At(".trojan.npy");

    /// <summary>Where the changed images of a <see cref="Look"/> are.</summary>
    public string LookPath => At(".data");

    /// <summary>SHA-256 of all that the network depends on: the entry, its data set, and the entries that it is made of.</summary>
    public string Digest { get; } = Contents.Hash(string.Join('\n', [
        JsonSerializer.Serialize(entry, PopulationFile.Json),
        JsonSerializer.Serialize(data with { Train = "", Test = "" }, PopulationFile.Json),
        .. needs.Select(n => n.Digest)]));

    /// <summary>The files that it becomes.</summary>
    public IEnumerable<OutputFile> Outputs => new[] { ("the case file", CasePath), ("the weights", WeightsPath), ("the row", RowPath), ("the log", LogPath) }
        .Select(f => new OutputFile($"{f.Item1} of {entry.Name}", f.Item2));

    /// <summary>Half of the networks are for choosing settings, the others are looked at once, when all is settled; the name alone says which.</summary>
    public string Half { get; } = PopulationHalf.IsForChoosing(entry.Name) ? "choose" : "look once";

    /// <summary>The members of a recipe.</summary>
    /// <param name="recipe">The recipe's file.</param>
    /// <param name="folder">The population's folder.</param>
    public static ImmutableArray<Member> Of(string recipe, string folder)
    {
        var (file, home) = (PopulationFile.Read(recipe), Path.GetDirectoryName(Path.GetFullPath(recipe))!);
        var members = new List<Member>();
        foreach (var entry in file.Networks)
        {
            var data = file.Data[entry.Data];
            data = data with { Train = Path.GetFullPath(data.Train, home), Test = Path.GetFullPath(data.Test, home) };
            members.Add(new Member(entry, data, [.. entry.Needs().Select(n => members.Single(m => m.Entry.Name == n))], Path.GetFullPath(folder)));
        }

        return [.. members];
    }

    /// <summary>Writes the case file. Its paths are relative, so that population and data can move together.</summary>
    public void WriteCase()
    {
        string Relative(string path) => Path.GetRelativePath(folder, entry.Look is null ? path : LookPath).Replace('\\', '/');
        var images = new JsonObject { ["format"] = data.Format, ["train"] = Relative(data.Train), ["test"] = Relative(data.Test) };
        if (data.Size is { } size) images["size"] = JsonSerializer.SerializeToNode(size);
        var file = new JsonObject
        {
            ["network"] = entry.Network,
            ["classes"] = data.Classes,
            ["weights"] = Path.GetFileName(WeightsPath),
            ["mean"] = JsonSerializer.SerializeToNode(data.Mean),
            ["std"] = JsonSerializer.SerializeToNode(data.Std),
            ["data"] = images,
            ["clean"] = JsonSerializer.SerializeToNode(data.Clean),
        };
        if (entry.Trigger is { } trigger) file["trigger"] = JsonSerializer.SerializeToNode(trigger);
        if (entry.TrojanFrom is not null) file["trigger"] = new JsonObject { ["mode"] = "add", ["pattern"] = Path.GetFileName(TrojanPath) };
        foreach (var (key, value) in new[] { ("target", entry.Target), ("source", entry.Source), ("all-to-all", entry.AllToAll) })
            if (value is { } number) file[key] = number;
        AtomicFile.Write(CasePath, stream => stream.Write(Encoding.UTF8.GetBytes(file.ToJsonString(new JsonSerializerOptions { WriteIndented = true }))));
    }

    /// <summary>Removes what another entry of this name has left.</summary>
    public void Forget()
    {
        foreach (var path in new[] { WeightsPath, WeightsPath + ".state", At(".poison.json"), TrojanPath, RowPath }) File.Delete(path);
        if (Directory.Exists(LookPath)) Directory.Delete(LookPath, true);
    }

    private string At(string ending) => Path.Combine(folder, entry.Name + ending);
}
