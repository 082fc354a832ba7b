using System.Threading;
using Fmt.Cases;
using Fmt.Modules;

namespace Fmt.Tool.Population.Edits;

/// <summary>What an edit works on.</summary>
/// <param name="From">The trained network, in evaluation mode; not to be changed.</param>
/// <param name="To">The network that is made, of the declared class of its case, with initial weights.</param>
/// <param name="Case">Its case.</param>
/// <param name="FromCase">The trained network's case, with the images that it was trained on.</param>
/// <param name="Cancellation">Stops the work.</param>
internal sealed record NetworkEditing(NetworkModule From, NetworkModule To, CaseFile Case, CaseFile FromCase, CancellationToken Cancellation);
