using System.Collections.Immutable;
using Fmt.Graph;
using Fmt.Tool.Writing;
using Fmt.Weights;

namespace Fmt.Tool.Onnx;

/// <summary>A network that was an ONNX file: its declaration, and its weights under the names that the declaration gives them.</summary>
/// <param name="File">The declaration.</param>
/// <param name="Weights">The tensors in the state_dict's order; none where the file has no values.</param>
internal sealed record OnnxImport(FileText File, ImmutableArray<CheckpointTensor> Weights)
{
    /// <summary>The C#.</summary>
    public string Declaration => DeclarationWriter.Write(File);

    /// <summary>Reads a file and declares it.</summary>
    /// <exception cref="OnnxException">The file is refused, or holds what no layer gives; the message names all of it.</exception>
    public static OnnxImport Read(string path, SkeletonOptions options)
    {
        var model = OnnxFile.Read(path);
        try
        {
            return Of(model, options);
        }
        catch (OnnxException e)
        {
            throw e.In(path);
        }
    }

    /// <summary>Declares a file that is read.</summary>
    /// <exception cref="OnnxException">As for <see cref="Read"/>, without the file's name.</exception>
    public static OnnxImport Of(OnnxModel model, SkeletonOptions options)
    {
        var image = ImageShape.Of(model, options.Input);
        var graph = Translator.Run(model, image);
        var layers = LiveLayers.Of(graph);
        LayerNames.Assign(layers);
        var output = ((OnnxValue.Signal)graph[model.Output]!).Layer!;
        if (!output.Shape.IsVector) throw OnnxException.Of($"the output is {output.Shape}; a declared network gives a vector of logits");
        ConcatChains.Shorten(layers);
        var order = MemberOrder.Of(ScopeTree.Order(model, layers), layers);
        var network = AttributeText.Of("Network", new ArgumentText("Input", Constant.Of(ImageShape.Text(image))), new ArgumentText("Classes", Constant.Of(output.Shape.Channels)));
        var file = new FileText([.. ImportComment.Lines(graph, layers, options.Source)], options.Namespace, [new ClassText(options.Name, "A network that was an ONNX file.", network, [])]);
        return new OnnxImport(NetworkText.Of(file, order, output), WeightList.Of(order, model));
    }
}
