
namespace Fmt.Tool.Compare;

/// <summary>One run of a comparison.</summary>
/// <param name="Case">Name of the case file, without its ending.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Seed">Seed of the clean images' draw and of the method.</param>
/// <param name="Fingerprint">Hash of all that the result depends on, see <see cref="RunKeys"/>.</param>
internal sealed record WorkItem(string Case, string Method, int Seed, string Fingerprint);
