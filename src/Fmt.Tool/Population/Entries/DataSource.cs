using System.Collections.Immutable;
using System.Text.Json;

namespace Fmt.Tool.Population;

/// <summary>A data set that entries name: the parts of a case file that all its cases share, in a case file's words.</summary>
/// <param name="Format">The layout.</param>
/// <param name="Train">Folder of the training images, relative to the recipe.</param>
/// <param name="Test">Folder of the test images, relative to the recipe.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Mean">Per channel.</param>
/// <param name="Std">Per channel.</param>
/// <param name="Clean">The clean images that a defence gets.</param>
/// <param name="Size">Of pictures in folders; null for other formats.</param>
internal sealed record DataSource(
    string Format, string Train, string Test, int Classes, ImmutableArray<double> Mean, ImmutableArray<double> Std, JsonElement Clean, ImmutableArray<int>? Size = null);
