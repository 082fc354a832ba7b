using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Files;
using Google.Protobuf;
using Proto = global::Onnx;

namespace Fmt.Tool.Onnx;

/// <summary>Reads ONNX files and checks what any file of a stranger may do wrong. Nothing in them is executed.</summary>
internal static class OnnxFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="OnnxException">It is damaged, or holds what is refused; the message names it.</exception>
    public static OnnxModel Read(string path)
    {
        try
        {
            return Parse(Contents(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (OnnxException e)
        {
            throw e.In(path);
        }
    }

    /// <summary>Reads a file's contents.</summary>
    /// <param name="contents">All bytes.</param>
    /// <param name="folder">Where files that it names must be.</param>
    /// <exception cref="OnnxException">As for <see cref="Read"/>, without the file's name.</exception>
    public static OnnxModel Parse(byte[] contents, string folder)
    {
        try
        {
            var model = Proto.ModelProto.Parser.ParseFrom(contents);
            return Check(model, new TensorReader(new ExternalData(folder)), contents.Length);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw OnnxException.Of("this is no ONNX file, or it is cut short: " + e.Message.TrimEnd('.'), null, e);
        }
    }

    private static byte[] Contents(string path)
    {
        try
        {
            using var stream = RegularFile.Open(path);
            if (stream.Length > Array.MaxLength) throw OnnxException.Of(FormattableString.Invariant($"the file has {stream.Length} bytes; {Array.MaxLength} is the most that is read"));
            var contents = GC.AllocateUninitializedArray<byte>((int)stream.Length);
            stream.ReadExactly(contents);
            return contents;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw OnnxException.Of(e.Message.StartsWith(path + ": ", StringComparison.Ordinal) ? e.Message[(path.Length + 2)..] : e.Message, null, e);
        }
    }

    private static OnnxModel Check(Proto.ModelProto model, TensorReader tensors, long bytes)
    {
        if (model.Graph is not { } graph || graph.Node.Count == 0) throw OnnxException.Of("this is no ONNX file: it has no graph of operators");
        if (model.Functions.Count > 0) throw OnnxException.Of("the file declares functions of its own, which are not read. Export without them");
        if (graph.SparseInitializer.Count > 0) throw OnnxException.Of("the file has sparse tensors, which are not read");
        var reader = new NodeReader(tensors);
        var nodes = graph.Node.Select(reader.Read).ToList();
        var values = graph.Initializer.Select(i => new KeyValuePair<string, OnnxTensor>(i.Name, tensors.Read(i, i.Name))).ToList();
        var names = Unique(values.Select(v => v.Key));
        var (images, parameters) = new InputReader(nodes).Read([.. graph.Input.Where(i => !names.Contains(i.Name))]);
        List<KeyValuePair<string, OnnxTensor>> all = [.. parameters, .. values];
        var sorted = NodeOrder.Sort(nodes, Unique([.. all.Select(p => p.Key), images.Name]));
        return new OnnxModel(Opset(model), model.ProducerName, images, Output(graph), all, sorted, bytes);
    }

    private static long Opset(Proto.ModelProto model) => model.OpsetImport.FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? 1;

    private static string Output(Proto.GraphProto graph) => graph.Output.Count switch
    {
        1 => graph.Output[0].Name,
        0 => throw OnnxException.Of("the file has no output"),
        var count => throw OnnxException.Of($"the file has {count} outputs ({string.Join(", ", graph.Output.Take(5).Select(o => o.Name))}); a declared network gives logits alone"),
    };

    private static HashSet<string> Unique(IEnumerable<string> names)
    {
        var unique = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            if (!unique.Add(name)) throw OnnxException.Of("two inputs or tensors have this name", name);
        return unique;
    }
}
