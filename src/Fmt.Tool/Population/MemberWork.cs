using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Cases;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Tool.Population.Edits;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Tool.Population;

/// <summary>Makes and measures a member.</summary>
/// <param name="registry">The networks that entries can name.</param>
/// <param name="assemblies">The assemblies of them, for other processes.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class MemberWork(NetworkRegistry registry, string[] assemblies, CancellationToken cancellation)
{
    private string[] Networks => [.. assemblies.SelectMany(a => new[] { "--networks", Path.GetFullPath(a) })];

    /// <summary>The row of a member that is done, which is left alone; null for any other.</summary>
    public static MemberRow? Done(Member member) =>
        MemberRow.Read(member) is { Rates: not null } row && row.Digest == member.Digest && File.Exists(member.WeightsPath) ? row : null;

    /// <summary>Trains or edits what has no weights, or those of another entry; measures it; writes its row.</summary>
    public MemberRow Do(Member member)
    {
        if (Done(member) is { } done) return done;
        if (MemberRow.Read(member) is { } other && other.Digest != member.Digest) member.Forget();
        var row = MemberRow.Begin(member);
        row.Write(member);
        member.WriteCase();
        if (member.Entry.Look is { } look) ChangedCopy.Make(member.Data, look, member.LookPath);
        if (!File.Exists(member.WeightsPath))
        {
            var clock = Stopwatch.StartNew();
            Make(member);
            row = row with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 1) };
        }

        row = Measured(member, row);
        row.Write(member);
        return row;
    }

    private void Make(Member member)
    {
        var entry = member.Entry;
        if (entry.TrojanFrom is { } clean && !File.Exists(member.TrojanPath))
            ToolProcess.Run(["train", "trojan", clean + ".json", "--out", member.TrojanPath, .. Networks], member.Folder, member.LogPath, cancellation);
        if (entry.Edit is not null) Edit(member, NetworkEdits.Find(entry.Edit)!);
        else ToolProcess.Run(["train", member.CasePath, .. Threads(), .. Options(entry), .. Networks], member.Folder, member.LogPath, cancellation);
    }

    private static string[] Threads() => ["--threads", "1", .. FastestPrecision.OfProcessor == ConvolutionPrecision.BFloat16 ? ["--bfloat16"] : Array.Empty<string>()];

    private static string[] Options(Entry entry)
    {
        string[] start = entry.From is { } from ? ["--from", from + ".safetensors"] : [];
        return [.. entry.Train!.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. start];
    }

    private void Edit(Member member, INetworkEdit edit)
    {
        var (file, from) = (CaseFile.Read(member.CasePath), CaseFile.Read(member.Needs.Single(n => n.Entry.Name == member.Entry.From).CasePath));
        torch.set_num_threads(1);
        using var source = registry.Open(from);
        using var network = registry.Make(file.Network, file.Classes, file.Channels);
        network.Normalisation = new Normalisation(file.Mean, file.Std);
        edit.Apply(new NetworkEditing(source, network, file, from, cancellation));
        StateLoader.Save(network, member.WeightsPath, new Dictionary<string, string> { ["network"] = file.Network, ["recipe"] = member.Entry.Making() });
    }

    private MemberRow Measured(Member member, MemberRow row)
    {
        var file = CaseFile.Read(member.CasePath);
        torch.set_num_threads(1);
        using var network = registry.Open(file);
        var evaluation = file.Evaluation();
        var rates = Measurement.Run(network, evaluation, cancellation: cancellation);
        return row with { Rates = rates, Attack = evaluation.HasAttack ? $"{evaluation.Trigger!.Recipe.Kind}, {evaluation.Goal}" : "none" };
    }
}
