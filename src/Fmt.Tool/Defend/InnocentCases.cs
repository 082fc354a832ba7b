using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using Fmt.Cases;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Tool.Defend;

/// <summary>The networks of other cases beside the one that is defended.</summary>
internal sealed class InnocentCases : IDisposable
{
    private readonly List<InnocentNetwork> _networks = [];

    public ImmutableArray<InnocentNetwork> Networks => [.. _networks];

    /// <exception cref="DataException">One is for other images or classes than the case that is defended.</exception>
    public static InnocentCases Open(IEnumerable<string> paths, CaseFile defended, NetworkRegistry registry, torch.Device device)
    {
        var cases = new InnocentCases();
        try
        {
            foreach (var path in paths) cases._networks.Add(Open(path, defended, registry, device));
            return cases;
        }
        catch
        {
            cases.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var one in _networks) one.Network.Dispose();
    }

    private static InnocentNetwork Open(string path, CaseFile defended, NetworkRegistry registry, torch.Device device)
    {
        var file = CaseFile.Read(path);
        if ((file.Classes, file.Channels) != (defended.Classes, defended.Channels))
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"this case has {file.Classes} classes and {file.Channels} channels, the case to be defended {defended.Classes} and {defended.Channels}; an innocent network must be for the same images and classes."), file.File);
        var network = registry.Open(file);
        network.to(device);
        return new InnocentNetwork(Path.GetFileNameWithoutExtension(path), network);
    }
}
