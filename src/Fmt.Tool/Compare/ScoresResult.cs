using System.Collections.Immutable;

namespace Fmt.Tool.Compare;

/// <summary>How much of TAC's top maps every score finds in one network.</summary>
internal sealed record ScoresResult(double Share, ImmutableArray<ScoreRow> Rows);
