using System;

namespace Fmt.Data;

/// <summary>What one step of a training is given; it owns its tensors.</summary>
internal interface IBatch : IDisposable
{
    /// <summary>Number of images that its loss and right answers are of.</summary>
    int Count { get; }
}
