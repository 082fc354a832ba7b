using System.Collections.Generic;
using System.Collections.Immutable;

namespace Fmt.Tool.Onnx;

/// <summary>An ONNX file as plain values, checked: every value that is read is made before, once.</summary>
/// <param name="Opset">The version of the standard operators.</param>
/// <param name="Producer">The program that wrote it.</param>
/// <param name="Input">The images.</param>
/// <param name="Output">The name of the logits.</param>
/// <param name="Parameters">Tensors of the file, by name and in its order; those that are inputs have no elements.</param>
/// <param name="Nodes">The operators, each behind what it reads.</param>
/// <param name="Bytes">The file's length, which bounds what reading it may take.</param>
internal sealed record OnnxModel(
    long Opset,
    string Producer,
    OnnxInput Input,
    string Output,
    IReadOnlyList<KeyValuePair<string, OnnxTensor>> Parameters,
    ImmutableArray<OnnxNode> Nodes,
    long Bytes);
