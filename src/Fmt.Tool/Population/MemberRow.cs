using System.IO;
using System.Text.Json;
using Fmt.Files;
using Fmt.Metrics;

namespace Fmt.Tool.Population;

/// <summary>What is known of a member: written when its work begins, and with figures when it is done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Of what it was made by.</param>
/// <param name="Half">To choose by, or to look at once.</param>
/// <param name="Architecture">The declared network.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Training">How it was made.</param>
/// <param name="Attack">Trigger and goal, or "none"; empty before it is done.</param>
/// <param name="Rates">ACC, ASR and RA in percent; null before it is done.</param>
/// <param name="Seconds">What making it took; null where its weights were there.</param>
internal sealed record MemberRow(string Name, string Digest, string Half, string Architecture, string Data, string Training, string Attack = "", Rates? Rates = null, double? Seconds = null)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The row of a member whose work begins.</summary>
    public static MemberRow Begin(Member member) =>
        new(member.Entry.Name, member.Digest, member.Half, member.Entry.Network, member.Entry.Data + (member.Entry.Look is null ? "" : ", changed"), member.Entry.Making());

    /// <summary>The row of a member; null where there is none.</summary>
    /// <exception cref="DataException">The file is no row.</exception>
    public static MemberRow? Read(Member member)
    {
        if (!File.Exists(member.RowPath)) return null;
        try
        {
            return JsonSerializer.Deserialize<MemberRow>(File.ReadAllBytes(member.RowPath));
        }
        catch (JsonException e)
        {
            throw new DataException($"this is not a row of a population; remove it: {e.Message}", member.RowPath, cause: e);
        }
    }

    public void Write(Member member) => AtomicFile.Write(member.RowPath, stream => JsonSerializer.Serialize(stream, this, Json));
}
