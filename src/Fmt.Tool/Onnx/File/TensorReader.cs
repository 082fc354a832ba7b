using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf.Collections;
using TorchSharp;
using Proto = global::Onnx;

namespace Fmt.Tool.Onnx;

/// <summary>Reads tensors: elements as raw bytes, in typed lists, or in files beside the model.</summary>
/// <param name="external">Finds files beside the model.</param>
internal sealed class TensorReader(ExternalData external)
{
    /// <summary>A tensor; its elements must be as many bytes as axes and type make.</summary>
    /// <exception cref="OnnxException">They are not, or it is of a type that is not read.</exception>
    public OnnxTensor Read(Proto.TensorProto tensor, string name)
    {
        var type = TypeOf(tensor.DataType, name);
        var dims = tensor.Dims.ToImmutableArray();
        var bytes = Bytes(dims, type, name);
        if (tensor.Segment is not null) throw OnnxException.Of("the tensor is in segments, which are not read", name);
        var isRaw = !tensor.RawData.IsEmpty;
        var typed = tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.DoubleData.Count + tensor.Uint64Data.Count + tensor.StringData.Count;
        var isExternal = tensor.DataLocation == Proto.TensorProto.Types.DataLocation.External;
        if ((isRaw ? 1 : 0) + (typed > 0 ? 1 : 0) + (isExternal ? 1 : 0) > 1) throw OnnxException.Of("the tensor has its elements twice: as raw data, in a list or in a file", name);
        var data = isExternal ? external.Read(tensor.ExternalData, bytes, name) : isRaw ? tensor.RawData.Memory : Typed(tensor, type, name);
        if (data.Length != bytes) throw OnnxException.Of(FormattableString.Invariant($"the tensor has {data.Length} bytes; {string.Join('x', dims)} elements of {type} are {bytes}"), name);
        return new OnnxTensor(type, dims, data);
    }

    /// <summary>Bytes of a shape.</summary>
    /// <exception cref="OnnxException">An axis is negative, or the product is more than an array holds.</exception>
    public static long Bytes(ImmutableArray<long> dims, torch.ScalarType type, string name)
    {
        if (dims.Length > 16) throw OnnxException.Of(FormattableString.Invariant($"the tensor has {dims.Length} axes"), name);
        if (dims.Any(d => d < 0)) throw OnnxException.Of($"the tensor has a negative axis: {string.Join('x', dims)}", name);
        var bytes = dims.Aggregate((UInt128)SizeOf(type), (a, b) => UInt128.Min(a * (UInt128)b, ulong.MaxValue));
        return bytes <= (UInt128)Array.MaxLength ? (long)bytes : throw OnnxException.Of($"the tensor is too large: {string.Join('x', dims)}", name);
    }

    public static int SizeOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float64 or torch.ScalarType.Int64 => 8,
        torch.ScalarType.Float32 or torch.ScalarType.Int32 => 4,
        torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Int16 => 2,
        _ => 1,
    };

    /// <summary>The element type of ONNX's number for it.</summary>
    public static torch.ScalarType TypeOf(int type, string name) => (Proto.TensorProto.Types.DataType)type switch
    {
        Proto.TensorProto.Types.DataType.Float => torch.ScalarType.Float32,
        Proto.TensorProto.Types.DataType.Double => torch.ScalarType.Float64,
        Proto.TensorProto.Types.DataType.Float16 => torch.ScalarType.Float16,
        Proto.TensorProto.Types.DataType.Bfloat16 => torch.ScalarType.BFloat16,
        Proto.TensorProto.Types.DataType.Int64 => torch.ScalarType.Int64,
        Proto.TensorProto.Types.DataType.Int32 => torch.ScalarType.Int32,
        Proto.TensorProto.Types.DataType.Int16 => torch.ScalarType.Int16,
        Proto.TensorProto.Types.DataType.Int8 => torch.ScalarType.Int8,
        Proto.TensorProto.Types.DataType.Uint8 => torch.ScalarType.Byte,
        Proto.TensorProto.Types.DataType.Bool => torch.ScalarType.Bool,
        var other => throw OnnxException.Of($"the tensor's element type is {other}; floats, integers and booleans of at most 64 bits are read", name),
    };

    private static ReadOnlyMemory<byte> Typed(Proto.TensorProto tensor, torch.ScalarType type, string name)
    {
        var data = type switch
        {
            torch.ScalarType.Float32 => Raw(tensor.FloatData),
            torch.ScalarType.Float64 => Raw(tensor.DoubleData),
            torch.ScalarType.Int64 => Raw(tensor.Int64Data),
            torch.ScalarType.Int32 => Raw(tensor.Int32Data),
            _ => Narrow(tensor.Int32Data, SizeOf(type)),
        };
        var lists = tensor.FloatData.Count + tensor.DoubleData.Count + tensor.Int64Data.Count + tensor.Int32Data.Count + tensor.Uint64Data.Count + tensor.StringData.Count;
        return data.Length == (long)lists * SizeOf(type) ? data : throw OnnxException.Of($"the tensor's elements are in a list of another type than {type}", name);
    }

    private static byte[] Raw<T>(RepeatedField<T> list)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(list.ToArray()).ToArray();

    /// <summary>Small types stand in a list of 32-bit integers.</summary>
    private static byte[] Narrow(RepeatedField<int> list, int size)
    {
        var data = new byte[list.Count * size];
        for (var i = 0; i < list.Count; i++)
        {
            if (size == 1) data[i] = unchecked((byte)list[i]);
            else BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2 * i), unchecked((ushort)list[i]));
        }

        return data;
    }
}
