using System;
using System.Text;

namespace Fmt.Tests.Weights;

/// <summary>One small state_dict in each of the three formats: weight [2,3] = 0..5 and its transpose (a strided view), an int64 counter.</summary>
internal static class SmallFiles
{
    public static byte[] Of(string format) => format switch
    {
        "safetensors" => Safetensors(
            """{"weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"turned":{"dtype":"F32","shape":[3,2],"data_offsets":[24,48]},"count":{"dtype":"I64","shape":[],"data_offsets":[48,56]}}""",
            [.. Pickle.Floats(0, 1, 2, 3, 4, 5), .. Pickle.Floats(0, 3, 1, 4, 2, 5), .. BitConverter.GetBytes(7L)]),
        "zip" => Pickle.Zip(State(legacy: false), ("archive/data/0", Pickle.Floats(0, 1, 2, 3, 4, 5)), ("archive/data/1", BitConverter.GetBytes(7L))),
        _ => Pickle.Legacy(State(legacy: true), true, ("0", 6, Pickle.Floats(0, 1, 2, 3, 4, 5)), ("1", 1, BitConverter.GetBytes(7L))),
    };

    public static byte[] Safetensors(string header, byte[] data) =>
        [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data];

    private static byte[] State(bool legacy) => new Pickle().EmptyOrderedDict().Op('(')
        .Text("weight").Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1], legacy)
        .Text("turned").Tensor("FloatStorage", "0", 6, 0, [3, 2], [1, 3], legacy)
        .Text("count").Tensor("LongStorage", "1", 1, 0, [], [], legacy)
        .Op('u').Stop();
}
