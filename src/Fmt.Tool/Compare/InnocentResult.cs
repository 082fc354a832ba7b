using System.Collections.Immutable;
using Fmt.Defences;

namespace Fmt.Tool.Compare;

/// <summary>Networks innocent of a case's trigger, on its stamped test images, as they came or after the re-activation test.</summary>
internal sealed record InnocentResult(ImmutableArray<InnocentRates> Networks);
