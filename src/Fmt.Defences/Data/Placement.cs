
namespace Fmt.Data;

/// <summary>What happens to one image: result[y,x] = image[y + Down, x + Right], black outside, mirrored afterwards.</summary>
internal readonly record struct Placement(int Down, int Right, bool Mirror);
