using System.Security.Cryptography;
using System.Text;

namespace Fmt.Tool.Population;

/// <summary>Splits networks by their names alone, so that nobody chooses who is in which half.</summary>
internal static class PopulationHalf
{
    /// <summary>Whether thresholds may be chosen on the network: the first byte of its name's SHA-256 is even. The others are looked at once.</summary>
    public static bool IsForChoosing(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name))[0] % 2 == 0;
}
