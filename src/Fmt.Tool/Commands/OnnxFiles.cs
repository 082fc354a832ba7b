using System;
using System.IO;
using System.Text;
using Fmt.Files;
using Fmt.Tool.Onnx;
using Fmt.Weights;

namespace Fmt.Tool.Commands;

/// <summary>What <c>declare</c> writes of an ONNX file: the declaration, and the weights beside it.</summary>
internal static class OnnxFiles
{
    /// <summary>Declares a file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="target">Where the declaration goes; null for the console, and then no weights are written.</param>
    /// <param name="options">Names.</param>
    public static void Declare(string path, string? target, SkeletonOptions options)
    {
        var file = new OutputFile("--out", target);
        var weights = new OutputFile("the weights beside --out", target is null ? null : Path.ChangeExtension(target, ".safetensors"));
        OutputFiles.Check([file, weights], [new("the ONNX file", path)]);
        var import = OnnxImport.Read(path, options);
        if (target is null)
        {
            Console.Out.Write(import.Declaration);
            return;
        }

        (OutputFile, Action<string>) declaration = (file, p => AtomicFile.Write(p, stream => stream.Write(Encoding.UTF8.GetBytes(import.Declaration))));
        if (import.Weights.IsEmpty)
        {
            OutputFiles.Write(declaration);
            Console.Error.WriteLine($"{target}: the declaration; the file has names and shapes of weights, but no values");
            return;
        }

        OutputFiles.Write((weights, p => Checkpoint.WriteSafetensors(p, import.Weights)), declaration);
        Console.Error.WriteLine(FormattableString.Invariant($"{target}: the declaration; {weights.Path}: {import.Weights.Length} tensors"));
    }
}
