namespace Fmt.Tool.Onnx;

/// <summary>A parameter or buffer of a layer.</summary>
/// <param name="Leaf">Its name in the layer, <c>weight</c>; empty where it goes by the layer's own name.</param>
/// <param name="Origin">The parameter's name in the file.</param>
/// <param name="Tensor">Its tensor, with the layer's own axes.</param>
internal sealed record ImportedWeight(string Leaf, string Origin, OnnxTensor Tensor);
