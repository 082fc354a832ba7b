
namespace Fmt.Tool.Compare;

/// <summary>One score.</summary>
/// <param name="Score">Its name.</param>
/// <param name="LastStage">Mean coverage over the places of the last resolution stage, in percent.</param>
/// <param name="Everywhere">Mean coverage over all places it speaks about.</param>
/// <param name="Correlation">Mean rank correlation with TAC over the last stage's places.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Forward">Images run forward.</param>
/// <param name="Backward">Images run backward.</param>
internal sealed record ScoreRow(string Score, double LastStage, double Everywhere, double Correlation, double Seconds, long Forward, long Backward);
