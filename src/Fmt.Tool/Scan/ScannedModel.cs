using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Fmt.Modules;
using Fmt.Tool.Compiling;
using Fmt.Tool.Onnx;
using Fmt.Tool.Reading;
using Fmt.Weights;
using Fmt.Zoo;

namespace Fmt.Tool.Scan;

/// <summary>Makes the network that a file of weights is of.</summary>
internal static class ScannedModel
{
    /// <summary>The network with the file's weights, in evaluation mode.</summary>
    /// <exception cref="ScanException">The file is none of weights, or not of this network; there is no such network, or a wrong input.</exception>
    public static NetworkModule Open(ScanSettings settings)
    {
        var (network, checkpoint) = settings.IsOnnx ? Import(settings) : Weights(settings);
        try
        {
            StateLoader.Load(network, checkpoint);
            if (settings.Mean is { } mean) network.Normalisation = new Normalisation(ScanSettings.Numbers(mean)!, ScanSettings.Numbers(settings.Std!)!);
            network.eval();
            return network;
        }
        catch (CheckpointException e)
        {
            network.Dispose();
            throw ScanException.Unsupported(e.Message, e);
        }
        catch (ArgumentException e)
        {
            network.Dispose();
            throw Wrong(e);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static (NetworkModule Network, Checkpoint Weights) Weights(ScanSettings settings)
    {
        var checkpoint = Read(settings.Model);
        return (Declare(settings, checkpoint), checkpoint);
    }

    /// <summary>An ONNX model is declared, compiled and given its own weights.</summary>
    private static (NetworkModule Network, Checkpoint Weights) Import(ScanSettings settings)
    {
        try
        {
            var import = OnnxImport.Read(settings.Model, new SkeletonOptions("Imported", null, settings.Input, Path.GetFileName(settings.Model)));
            if (import.Weights.IsEmpty) throw ScanException.Unsupported($"{settings.Model} has the names and shapes of weights, but no values; export it with its parameters (export_params=True).");
            return (InProcess.Make(import.Declaration), new Checkpoint(import.Weights));
        }
        catch (Exception e) when (e is OnnxException or DeclarationException or IOException or UnauthorizedAccessException)
        {
            throw ScanException.Unsupported(e.Message, e);
        }
    }

    /// <summary>Of a name or a number of the command line.</summary>
    private static ScanException Wrong(Exception e) => new(e.Message, ExitCodes.Usage, e);

    private static Checkpoint Read(string path)
    {
        try
        {
            return Checkpoint.Read(path);
        }
        catch (CheckpointException e)
        {
            throw ScanException.Unsupported(e.Message, e);
        }
    }

    /// <summary>The architecture with the file's classes: as it is declared where they agree, else compiled anew.</summary>
    private static NetworkModule Declare(ScanSettings settings, Checkpoint checkpoint)
    {
        NetworkModule network;
        try
        {
            network = settings.Registry().MakeAsDeclared(settings.Arch!);
        }
        catch (ArgumentException e)
        {
            throw Wrong(e);
        }

        var head = network.StateEntries.Last(e => e.Shape.Length == 2).Name;
        var classes = checkpoint.Find(head) is { Shape: [var outputs, _] } ? (int)outputs : network.ClassCount;
        var input = settings.Input ?? Text(network.InputShape);
        if (classes == network.ClassCount && input == Text(network.InputShape)) return network;
        // What is named in source must be what the program itself has loaded.
        var type = network.GetType();
        network.Dispose();
        if (type.Assembly != typeof(Networks).Assembly)
            throw ScanException.Unsupported($"{settings.Model} has {classes} classes and {input} is asked for; {settings.Arch} of {type.Assembly.GetName().Name} is declared with others, and only the zoo's networks are made anew. Declare it so: [Network(\"{input}\", Classes = {classes}, Like = typeof({type.Name}))].");
        try
        {
            return InProcess.Make($"[Fmt.Network({Quote(input)}, Classes = {classes.ToString(CultureInfo.InvariantCulture)}, Like = typeof({type.FullName}))] public sealed partial class Scanned;");
        }
        catch (DeclarationException e)
        {
            throw ScanException.Unsupported($"{settings.Arch} cannot be made for {input} and {classes} classes: {e.Message}", e);
        }
    }

    private static string Quote(string text) => Graph.CSharp.Quote(text);

    private static string Text((int Channels, int Height, int Width) shape) => FormattableString.Invariant($"{shape.Channels}x{shape.Height}x{shape.Width}");
}
