using System;
using System.IO;
using System.Linq;
using Fmt.Graph;
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
        try
        {
            var (network, weights) = settings.IsOnnx ? Import(settings) : Declare(settings);
            return Filled(network, weights, settings);
        }
        catch (Exception e) when (e is CheckpointException or OnnxException or DeclarationException)
        {
            throw ScanException.Unsupported(e.Message, e);
        }
        catch (ArgumentException e)
        {
            // Of a name or a number of the command line.
            throw new ScanException(e.Message, ExitCodes.Usage, e);
        }
    }

    private static NetworkModule Filled(NetworkModule network, Checkpoint weights, ScanSettings settings)
    {
        try
        {
            StateLoader.Load(network, weights);
            if (settings.Mean is { } mean) network.Normalisation = new Normalisation(ScanSettings.Numbers(mean)!, ScanSettings.Numbers(settings.Std!)!);
            network.eval();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>An ONNX model is declared, compiled and given its own weights.</summary>
    private static (NetworkModule Network, Checkpoint Weights) Import(ScanSettings settings)
    {
        var import = OnnxImport.Read(settings.Model, new SkeletonOptions("Imported", null, settings.Input, Path.GetFileName(settings.Model)));
        if (import.Weights.IsEmpty) throw ScanException.Unsupported($"{settings.Model} has the names and shapes of weights, but no values; export it with its parameters (export_params=True).");
        return (InProcess.Make(import.Declaration), new Checkpoint(import.Weights));
    }

    /// <summary>The architecture with the file's classes: as it is declared where they agree, else compiled anew.</summary>
    private static (NetworkModule Network, Checkpoint Weights) Declare(ScanSettings settings)
    {
        var checkpoint = Checkpoint.Read(settings.Model);
        var network = settings.Registry().MakeAsDeclared(settings.Arch!);
        var head = network.StateEntries.Last(e => e.Shape.Length == 2).Name;
        var classes = checkpoint.Find(head) is { Shape: [var outputs, _] } ? (int)outputs : network.ClassCount;
        var (channels, height, width) = network.InputShape;
        var own = Shape.Map(channels, height, width).DimsText;
        var input = settings.Input ?? own;
        if (classes == network.ClassCount && input == own) return (network, checkpoint);
        // What is named in source must be what the program itself has loaded.
        var type = network.GetType();
        network.Dispose();
        if (type.Assembly != typeof(Networks).Assembly)
            throw ScanException.Unsupported($"{settings.Model} has {classes} classes and {input} is asked for; {settings.Arch} of {type.Assembly.GetName().Name} is declared with others, and only the zoo's networks are made anew. Declare it so: [Network(\"{input}\", Classes = {classes}, Like = typeof({type.Name}))].");
        try
        {
            return (InProcess.Make($"[Fmt.Network({CSharp.Quote(input)}, Classes = {CSharp.Of(classes)}, Like = typeof({type.FullName}))] public sealed partial class Scanned;"), checkpoint);
        }
        catch (DeclarationException e)
        {
            throw ScanException.Unsupported($"{settings.Arch} cannot be made for {input} and {classes} classes: {e.Message}", e);
        }
    }
}
