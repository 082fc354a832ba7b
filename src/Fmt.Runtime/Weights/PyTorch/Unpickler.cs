using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Fmt.Weights;

/// <summary>
/// Reads one pickle (protocols 0 to 5) into plain values. A pickle is a program that may call anything; this reader knows
/// only <see cref="TorchGlobals"/> and refuses every other name, so nothing of the file is ever executed. It does not recurse,
/// open marks are bounded, and whatever it makes is spent from the file's <see cref="ReadingBudget"/>. (Opcodes: CPython, Lib/pickletools.py.)
/// </summary>
/// <param name="input">The bytes; afterwards at the byte after the pickle's end.</param>
/// <param name="persistent">Makes an object of a persistent id, which is how PyTorch refers to storages.</param>
internal sealed class Unpickler(PickleBytes input, Func<PickleTuple, object> persistent)
{
    private const int MostMarks = 1_000, LongestInteger = 64;

    /// <summary>What an instruction takes of the file's budget, beside what it makes.</summary>
    private const int InstructionCost = 16;

    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];

    // By number, without hashing: whoever writes the file chooses the numbers. Python counts them up from 0.
    private readonly List<object?> _memo = [];
    private uint _stored;

    /// <summary>A None that was remembered; null is what was not.</summary>
    private static readonly object Nothing = new();

    /// <exception cref="CheckpointException">The pickle is damaged, too large, or wants something that is not allowed.</exception>
    public object? Read()
    {
        while (true)
        {
            var code = input.U8();
            if (code == '.') break;
            input.Spend(InstructionCost);
            if (!Constant(code) && !Container(code) && !Memo(code) && !Call(code)) throw Unknown(code);
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
            case (byte)'K': return Make((long)input.U8());
            case (byte)'M': return Make((long)input.U16());
            case (byte)'J': return Make((long)input.I32());
            case (byte)'I': return Make(Decimal(input.Line()));
            case (byte)'L': return Make(Decimal(input.Line().TrimEnd('L')));
            case 0x8a: return Make(Integer(input.U8()));
            case 0x8b: return Make(Integer(input.U32()));
            case (byte)'G': return Make(input.F64BigEndian());
            case (byte)'F': return Make(Real(input.Line()));
            case (byte)'U': return Push(Latin(input.U8()));
            case (byte)'T': return Push(Latin(input.U32()));
            case 0x8c: return Push(input.Utf8(input.U8()));
            case (byte)'X': return Push(input.Utf8(input.U32()));
            case 0x8d: return Push(input.Utf8(input.U64()));
            case (byte)'C': return Make(input.Take(input.U8()));
            case (byte)'B': return Make(input.Take(input.U32()));
            case 0x8e: return Make(input.Take(input.U64()));
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
            case (byte)')': return Make(new PickleTuple([]));
            case (byte)'t': return Make(new PickleTuple(PopToMark()));
            case 0x85: return Make(new PickleTuple(Pop(1)));
            case 0x86: return Make(new PickleTuple(Pop(2)));
            case 0x87: return Make(new PickleTuple(Pop(3)));
            case (byte)']': return Make(new PickleList());
            case (byte)'l': return Append(new PickleList(), PopToMark(), push: true);
            case (byte)'a': var item = Pop(); return Append(Top<PickleList>("list"), [item]);
            case (byte)'e': var items = PopToMark(); return Append(Top<PickleList>("list"), items);
            case (byte)'}': return Make(new PickleDict());
            case (byte)'d': return SetItems(new PickleDict(), PopToMark(), push: true);
            case (byte)'s': var pair = Pop(2); return SetItems(Top<PickleDict>("dict"), pair);
            case (byte)'u': var pairs = PopToMark(); return SetItems(Top<PickleDict>("dict"), pairs);
            case 0x8f: return Make(new PickleSet());
            case 0x90: PopToMark(); Top<PickleSet>("set"); return true;
            case 0x91: PopToMark(); return Make(new PickleSet());
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
            case 0x94: return Store(_stored);
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

    /// <summary>Puts a new object on the stack.</summary>
    private bool Make(object? made)
    {
        input.Spend(ReadingBudget.Object);
        return Push(made);
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
        input.Spend(8L * count);
        object?[] items = [.. CollectionsMarshal.AsSpan(_stack)[^count..]];
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
        list.Append(items, input);
        return !push || Push(list);
    }

    private bool SetItems(PickleDict dict, object?[] items, bool push = false)
    {
        if (items.Length % 2 != 0) throw input.Bad("a dict has a key without a value");
        for (var i = 0; i < items.Length; i += 2) dict.Set(items[i], items[i + 1], input);
        return !push || Push(dict);
    }

    private bool Store(uint index)
    {
        var top = Top();
        if (index >= _memo.Count)
        {
            input.Spend(16L * (index + 1L - _memo.Count));
            CollectionsMarshal.SetCount(_memo, (int)index + 1);
        }
        _memo[(int)index] = top ?? Nothing;
        _stored++;
        return true;
    }

    private bool Recall(uint index) =>
        index < _memo.Count && _memo[(int)index] is { } value ? Push(ReferenceEquals(value, Nothing) ? null : value) : throw input.Bad($"it recalls number {index}, which it never stored");

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

    private string Latin(uint length)
    {
        var text = input.Take(length);
        input.Spend(ReadingBudget.Object + 2L * text.Length);
        return Encoding.Latin1.GetString(text.Span);
    }
}
