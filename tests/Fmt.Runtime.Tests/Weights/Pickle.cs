using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Fmt.Tests.Weights;

/// <summary>Pickles put together opcode by opcode (CPython, Lib/pickletools.py), and PyTorch's two files around them.</summary>
internal sealed class Pickle
{
    private readonly MemoryStream _bytes = new();

    public Pickle() => Op(0x80, 2);

    public byte[] Bytes => _bytes.ToArray();

    public Pickle Op(params byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public Pickle Op(char code) => Op((byte)code);

    public Pickle Many(char code, int times)
    {
        for (var i = 0; i < times; i++) Op(code);
        return this;
    }

    public Pickle Line(char code, string text) => Op(code).Op(Encoding.UTF8.GetBytes(text + "\n"));

    public Pickle Global(string module, string name) => Line('c', module).Op(Encoding.UTF8.GetBytes(name + "\n"));

    public Pickle Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Op('X').Op(BitConverter.GetBytes(utf8.Length)).Op(utf8);
    }

    public Pickle Int(int value) => Op('J').Op(BitConverter.GetBytes(value));

    public Pickle Ints(IEnumerable<int> values)
    {
        Op('(');
        foreach (var value in values) Int(value);
        return Op('t');
    }

    public Pickle EmptyOrderedDict() => Global("collections", "OrderedDict").Op(')').Op('R');

    /// <summary>A tensor as torch._utils._rebuild_tensor_v2 makes it; a legacy file's persistent id has a sixth part.</summary>
    public Pickle Tensor(string storageType, string key, int count, int offset, int[] size, int[] stride, bool legacy = false, string location = "cuda:0")
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Op('(').Text("storage").Global("torch", storageType).Text(key).Text(location).Int(count);
        if (legacy) Op('N');
        return Op('t').Op('Q').Int(offset).Ints(size).Ints(stride).Op(0x89).EmptyOrderedDict().Op('t').Op('R');
    }

    public byte[] Stop() => Op('.').Bytes;

    public static byte[] Zip(byte[] pickle, params (string Name, byte[] Data)[] more)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((var name, var data) in more.Prepend(("archive/data.pkl", pickle)).Append(("archive/version", "3\n"u8.ToArray())))
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(data);
            }
        }
        return file.ToArray();
    }

    /// <summary>What torch.save wrote before 1.6, with each storage's number of elements in front of its bytes.</summary>
    public static byte[] Legacy(byte[] pickle, bool littleEndian = true, params (string Key, long Count, byte[] Data)[] storages)
    {
        var keys = new Pickle().Op(']').Op('(');
        foreach ((var key, _, _) in storages) keys.Text(key);
        var all = new Pickle().Op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).Stop()
            .Concat(new Pickle().Op((byte)'M', 0xe9, 3).Stop())
            .Concat(new Pickle().Op('}').Text("little_endian").Op(littleEndian ? (byte)0x88 : (byte)0x89).Op('s').Stop())
            .Concat(pickle).Concat(keys.Op('e').Stop());
        foreach ((_, var count, var data) in storages) all = all.Concat(BitConverter.GetBytes(count)).Concat(data);
        return [.. all];
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
