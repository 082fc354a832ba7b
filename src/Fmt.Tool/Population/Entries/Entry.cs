using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Fmt.Tool.Population;

/// <summary>One network of a recipe.</summary>
/// <param name="Name">Its name, and that of its files.</param>
/// <param name="Network">The declared network.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Trigger">As in a case file; null for none.</param>
/// <param name="Target">As in a case file.</param>
/// <param name="Source">As in a case file.</param>
/// <param name="AllToAll">As in a case file.</param>
/// <param name="Train">Options of <c>fmtdsl train</c>; null where the network is made of another.</param>
/// <param name="From">The entry whose weights this one starts from.</param>
/// <param name="Edit">What is done with them in place of a training; see <see cref="Edits.NetworkEdits"/>.</param>
/// <param name="TrojanFrom">The entry whose clean network the trigger of TrojanNN is made from, in place of <paramref name="Trigger"/>.</param>
/// <param name="Look">How the case's images are changed; null for the data set as it is.</param>
internal sealed record Entry(
    string Name, string Network, string Data, JsonElement? Trigger = null, int? Target = null, int? Source = null, int? AllToAll = null,
    string? Train = null, string? From = null, string? Edit = null, string? TrojanFrom = null, Look? Look = null)
{
    /// <summary>The entries that must be there before this one can be made.</summary>
    public IEnumerable<string> Needs() => new[] { From, TrojanFrom }.OfType<string>().Distinct();

    /// <summary>How the network is made, for people.</summary>
    public string Making() => Edit is not null ? $"{Edit}, from {From}" : From is not null ? $"{Train}, from {From}" : Train!;
}
