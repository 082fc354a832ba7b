using System;

namespace Fmt.Weights;

/// <summary>An entry of a zip, as its directory describes it and its local header confirms.</summary>
/// <param name="Name">The name.</param>
/// <param name="Header">Where its local header begins in the file.</param>
/// <param name="End">Where its bytes end in the file.</param>
/// <param name="Data">Its bytes in the file, packed where they are packed.</param>
/// <param name="IsPlain">Whether they are neither compressed nor encrypted.</param>
/// <param name="Crc">CRC-32 of what it holds; 0 where the writer was told to compute none.</param>
internal sealed record ZipEntry(string Name, int Header, int End, ReadOnlyMemory<byte> Data, bool IsPlain, uint Crc);
