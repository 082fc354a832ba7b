using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Fmt.Weights;

/// <summary>
/// Reads one pickle (protocols 0 to 5) into plain values. A pickle is a program that may call anything; this reader knows
/// only <see cref="TorchGlobals"/> and refuses every other name, so nothing of the file is ever executed. It does not recurse,
/// and stack, memo and open marks are bounded. (Opcodes: CPython, Lib/pickletools.py.)
/// </summary>
/// <param name="input">The bytes; afterwards at the byte after the pickle's end.</param>
/// <param name="persistent">Makes an object of a persistent id, which is how PyTorch refers to storages.</param>
internal sealed class Unpickler(PickleBytes input, Func<PickleTuple, object> persistent)
{
    /// <summary>Longest text that may be a key of a dict.</summary>
    public const int LongestKey = 4096;

    private const int MostOnStack = 1_000_000, MostInMemo = 1_000_000, MostMarks = 1_000, LongestInteger = 64;

    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];

    /// <exception cref="CheckpointException">The pickle is damaged, too large, or wants something that is not allowed.</exception>
    public object? Read()
    {
        while (true)
        {
            var code = input.U8();
            if (code == '.') break;
            if (!Constant(code) && !Container(code) && !Memo(code) && !Call(code)) throw Unknown(code);
            if (_stack.Count > MostOnStack) throw input.Bad("it puts more on the stack than any file of weights does");
        }
        if (_stack.Count != 1 || _marks.Count != 0) throw input.Bad("it ends with an untidy stack");
        return _stack[0];
    }

    private bool Constant(byte code)
    {
        switch (code)
        {
            case (byte)'N': return Push(null);
            case 0x88: return Push(true);
            case 0x89: return Push(false);
            case (byte)'K': return Push((long)input.U8());
            case (byte)'M': return Push((long)input.U16());
            case (byte)'J': return Push((long)input.I32());
            case (byte)'I': return Push(Decimal(input.Line()));
            case (byte)'L': return Push(Decimal(input.Line().TrimEnd('L')));
            case 0x8a: return Push(Integer(input.U8()));
            case 0x8b: return Push(Integer(input.U32()));
            case (byte)'G': return Push(input.F64BigEndian());
            case (byte)'F': return Push(Real(input.Line()));
            case (byte)'U': return Push(Latin(input.U8()));
            case (byte)'T': return Push(Latin(input.U32()));
            case 0x8c: return Push(input.Utf8(input.U8()));
            case (byte)'X': return Push(input.Utf8(input.U32()));
            case 0x8d: return Push(input.Utf8(input.U64()));
            case (byte)'C': return Push(input.Take(input.U8()));
            case (byte)'B': return Push(input.Take(input.U32()));
            case 0x8e: return Push(input.Take(input.U64()));
            default: return false;
        }
    }

    private bool Container(byte code)
    {
        switch (code)
        {
            case (byte)'(': return Mark();
            case (byte)'0': Pop(); return true;
            case (byte)'1': PopToMark(); return true;
            case (byte)'2': return Push(Top());
            case (byte)')': return Push(new PickleTuple([]));
            case (byte)'t': return Push(new PickleTuple(PopToMark()));
            case 0x85: return Push(new PickleTuple(Pop(1)));
            case 0x86: return Push(new PickleTuple(Pop(2)));
            case 0x87: return Push(new PickleTuple(Pop(3)));
            case (byte)']': return Push(new PickleList());
            case (byte)'l': return Append(new PickleList(), PopToMark(), push: true);
            case (byte)'a': var item = Pop(); return Append(Top<PickleList>("list"), [item]);
            case (byte)'e': var items = PopToMark(); return Append(Top<PickleList>("list"), items);
            case (byte)'}': return Push(new PickleDict());
            case (byte)'d': return SetItems(new PickleDict(), PopToMark(), push: true);
            case (byte)'s': var pair = Pop(2); return SetItems(Top<PickleDict>("dict"), pair);
            case (byte)'u': var pairs = PopToMark(); return SetItems(Top<PickleDict>("dict"), pairs);
            case 0x8f: return Push(new PickleSet());
            case 0x90: PopToMark(); Top<PickleSet>("set"); return true;
            case 0x91: PopToMark(); return Push(new PickleSet());
            default: return false;
        }
    }

    private bool Memo(byte code)
    {
        switch (code)
        {
            case (byte)'q': return Store(input.U8());
            case (byte)'r': return Store(input.U32());
            case (byte)'p': return Store(Index(input.Line()));
            case 0x94: return Store((uint)_memo.Count);
            case (byte)'h': return Recall(input.U8());
            case (byte)'j': return Recall(input.U32());
            case (byte)'g': return Recall(Index(input.Line()));
            default: return false;
        }
    }

    private bool Call(byte code)
    {
        switch (code)
        {
            case 0x80:
                if (input.U8() is > 5 and var version) throw input.Bad($"its pickle protocol is {version}; 5 is the newest known");
                return true;
            case 0x95: // frame: a hint for buffering
                if (input.U64() > (ulong)input.Left) throw input.Bad("it ends too early: a frame reaches beyond its end");
                return true;
            case (byte)'c':
                var module = input.Line();
                return Push(TorchGlobals.Find(module, input.Line(), input));
            case 0x93:
                return Pop(2) is [string m, string n] ? Push(TorchGlobals.Find(m, n, input)) : throw input.Bad("a name is no text");
            case (byte)'Q':
                return Pop() is PickleTuple id ? Push(persistent(id)) : throw input.Bad("a persistent id is no tuple");
            case (byte)'R':
                return Pop(2) is [TorchGlobal callee, PickleTuple arguments] ? Push(callee.Invoke(arguments.Items, input)) : throw input.Bad("it calls what cannot be called");
            case (byte)'b': // the state of an OrderedDict: its _metadata, of no use here
                Pop();
                Top<PickleDict>("OrderedDict");
                return true;
            default:
                return false;
        }
    }

    private CheckpointException Unknown(byte code) => code switch
    {
        0x81 or 0x92 or (byte)'o' or (byte)'i' => TorchGlobals.Refused("an object of a class", input),
        0x82 or 0x83 or 0x84 => TorchGlobals.Refused("an entry of Python's extension registry", input),
        (byte)'P' => TorchGlobals.Refused("a persistent id as text", input),
        _ => input.Bad($"it has no meaning as a pickle: 0x{code:x2} is no instruction that is known here"),
    };

    private bool Push(object? value)
    {
        _stack.Add(value);
        return true;
    }

    private bool Mark()
    {
        if (_marks.Count == MostMarks) throw input.Bad("it is nested deeper than any file of weights");
        _marks.Push(_stack.Count);
        return true;
    }

    private int Floor => _marks.Count == 0 ? 0 : _marks.Peek();

    private object? Top() => _stack.Count > Floor ? _stack[^1] : throw input.Bad("it takes from an empty stack");

    private T Top<T>(string what) where T : class => Top() as T ?? throw input.Bad($"it fills what is no {what}");

    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count)
    {
        if (_stack.Count - count < Floor) throw input.Bad("it takes from an empty stack");
        object?[] items = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0) throw input.Bad("it closes what was not opened");
        var items = Pop(_stack.Count - _marks.Peek());
        _marks.Pop();
        return items;
    }

    private bool Append(PickleList list, object?[] items, bool push = false)
    {
        list.Items.AddRange(items);
        return !push || Push(list);
    }

    private bool SetItems(PickleDict dict, object?[] items, bool push = false)
    {
        if (items.Length % 2 != 0) throw input.Bad("a dict has a key without a value");
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is string { Length: > LongestKey }) throw input.Bad("a dict has a key longer than any name");
            dict.Set(items[i], items[i + 1]);
        }
        return !push || Push(dict);
    }

    private bool Store(uint index)
    {
        _memo[index] = Top();
        return _memo.Count <= MostInMemo ? true : throw input.Bad("it remembers more than any file of weights does");
    }

    private bool Recall(uint index) => _memo.TryGetValue(index, out var value) ? Push(value) : throw input.Bad($"it recalls number {index}, which it never stored");

    private uint Index(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw input.Bad("a memo number is no number");

    private object Decimal(string text)
    {
        if (text is "00" or "01") return text == "01";   // protocol 0's booleans
        return text.Length <= LongestInteger && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Narrow(number) : throw input.Bad("an integer is no integer");
    }

    private object Real(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw input.Bad("a number is no number");

    private object Integer(uint length) =>
        length <= LongestInteger ? Narrow(new BigInteger(input.Take(length).Span)) : throw input.Bad($"an integer of {length} bytes is larger than any a file of weights holds");

    private static object Narrow(BigInteger number) => number >= long.MinValue && number <= long.MaxValue ? (long)number : number;

    private string Latin(uint length) => Encoding.Latin1.GetString(input.Take(length).Span);
}
