using System;

namespace Fmt.Tool.Compare;

/// <summary>One run that may be in the store already.</summary>
/// <param name="Item">Its key.</param>
/// <param name="Run">Does the work and enters the result.</param>
internal sealed record Job(WorkItem Item, Action Run);
