using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

internal sealed partial class GraphBuilder
{
    private Value ResolveLayer(MemberInstance member, int index, string path, string name, Func<Value> previous)
    {
        var layer = member.Declaration.Layers[index];
        var key = member.Key(index);
        if (LayerCatalog.Find(layer.Kind) is not { } kind) return Value.Unknown;
        var inputs = ReadInputs(kind, layer, member, key, previous);
        if (!IsPresent(layer, member.Scope, key))
        {
            if (!member.IsSequence) member.Present = false;
            return layer["Else"] is { Kind: ConstantKind.Text } other ? ReadPath(other.Text, member.Scope, key.At("Else")) : inputs[0];
        }

        var arguments = ReadArguments(kind, layer, member, key);
        if (arguments is null || _abandoned || inputs.Any(i => i.IsUnknown)) return Value.Unknown;
        var sources = inputs.Select(i => new Source(_nodes[i.Node].Output, _nodes[i.Node].Path)).ToList();
        var inferred = kind.InferShape(arguments, sources);
        if (inferred.Shape is null)
        {
            Report(inferred, key, member);
            return Value.Unknown;
        }

        CheckExpected(layer, inferred.Shape, member, key);
        CheckTestable(kind, layer, inferred.Shape, member, key);
        var module = kind.ModuleType is null ? -1 : ReadShared(kind, layer, arguments, sources[0], member, key);
        return AddNode(member, path, name, kind, arguments, inputs, inferred.Shape, module, key);
    }

    private Value AddNode(MemberInstance member, string path, string name, LayerKind kind, LayerArguments arguments, List<Value> inputs, Shape output, int? module, ProblemKey key)
    {
        if (module is null) return Value.Unknown;
        if (_nodes.Count >= MaxNodes)
        {
            Report(Problem.Of(ProblemKind.TooLarge, key, _declaration.Class.Name, MaxNodes));
            _abandoned = true;
            return Value.Unknown;
        }

        var id = _nodes.Count;
        _nodes.Add(new Node(id, path, name, kind, arguments, inputs.Select(i => i.Node).ToArray(), output, module == SelfModule ? id : module.Value, key, member.Declaration.Type));
        member.Nodes.Add(id);
        return new Value(id);
    }

    private const int SelfModule = -2;

    /// <summary>The node whose module is called here: an own one, or that of <c>Shares</c>; null where that is wrong.</summary>
    private int? ReadShared(LayerKind kind, LayerDeclaration layer, LayerArguments arguments, Source input, MemberInstance member, ProblemKey key)
    {
        if (layer["Shares"] is not { Kind: ConstantKind.Text } shares) return SelfModule;
        var value = ReadPath(shares.Text, member.Scope, key.At("Shares"));
        if (value.IsUnknown) return null;
        var other = _nodes[value.Node];
        var fits = other.Kind == kind
            && arguments.SameAs(other.Arguments, kind.Parameters)
            && kind.Weights(arguments, input.Shape).SequenceEqual(kind.Weights(other.Arguments, _nodes[other.Inputs[0]].Output));
        if (fits) return other.Module;
        Report(Problem.Of(ProblemKind.SharedDisagrees, key.At("Shares"), Label(member, key), other.Path, input.Shape, other.IsInput ? "-" : _nodes[other.Inputs[0]].Output.ToString()));
        return null;
    }

    private List<Value> ReadInputs(LayerKind kind, LayerDeclaration layer, MemberInstance member, ProblemKey key, Func<Value> previous)
    {
        if (!kind.IsJoin) return [ReadSource(layer, member, key, previous)];
        var names = layer["Inputs"];
        if (names.Kind != ConstantKind.Texts || names.Items.Count < 2)
        {
            Report(Problem.Of(ProblemKind.BadArgument, key, $"{kind.Name} of '{member.Declaration.Name}'", "needs the names of at least two members"));
            return [Value.Unknown];
        }

        return names.Items.Select((name, i) => ReadPath(name, member.Scope, key.At("Inputs#" + CSharp.Of(i)))).ToList();
    }

    private Value ReadSource(LayerDeclaration layer, MemberInstance member, ProblemKey key, Func<Value> previous) =>
        layer["From"] is { Kind: ConstantKind.Text } from ? ReadPath(from.Text, member.Scope, key.At("From")) : previous();

    /// <summary>Whether the member exists here; true where that is not known (a block by itself).</summary>
    private bool IsPresent(LayerDeclaration layer, ClassInstance scope, ProblemKey key)
    {
        if (layer["When"] is not { Kind: ConstantKind.Text } when) return true;
        var value = Evaluate(when.Text, scope, key.At("When"));
        if (value.IsNumber) Report(Problem.Of(ProblemKind.BadExpression, key.At("When"), when.Text, "a condition is expected, this is a number"));
        return value.Type != ExprType.Bool || value.IsTrue;
    }

    private void CheckExpected(LayerDeclaration layer, Shape shape, MemberInstance member, ProblemKey key)
    {
        if (layer["Expect"] is not { Kind: ConstantKind.Text } expect) return;
        if (expect.Text == "?")
            Report(Problem.Of(ProblemKind.ShapeReport, key.At("Expect"), Label(member, key), shape));
        else if (Shape.Parse(expect.Text) is not { } expected)
            Report(Problem.Of(ProblemKind.BadShapeText, key.At("Expect"), expect.Text, "CxHxW, F or ?"));
        else if (expected != shape)
            Report(Problem.Of(ProblemKind.UnexpectedShape, key.At("Expect"), Label(member, key), shape, expected) with { Fix = shape.ToString() });
    }

    private void CheckTestable(LayerKind kind, LayerDeclaration layer, Shape shape, MemberInstance member, ProblemKey key)
    {
        var given = layer["Testable"];
        var wanted = given.Kind == ConstantKind.Bool && given.Number != 0;
        if (kind is ModuleLayer && (wanted || !given.IsGiven))
            Report(Problem.Of(ProblemKind.OpaqueModule, key, Label(member, key), member.Declaration.Type.Replace("global::", "")));
        else if (wanted && !kind.MakesSite && !shape.IsMap)
            Report(Problem.Of(ProblemKind.NoChannelAxis, key.At("Testable"), Label(member, key), kind.Name, shape));
        else if (wanted && !kind.MakesSite && kind is not ModuleLayer)
            Report(Problem.Of(ProblemKind.NotFilters, key.At("Testable"), Label(member, key), kind.Name));
    }

    private Value ResolveBlocks(MemberInstance member)
    {
        var layer = member.Declaration.Layers[0];
        var key = member.Key();
        var source = ReadSource(layer, member, key, () => ReadPrevious(member));
        if (!IsPresent(layer, member.Scope, key))
        {
            member.Present = false;
            return layer["Else"] is { Kind: ConstantKind.Text } other ? ReadPath(other.Text, member.Scope, key.At("Else")) : source;
        }

        if (layer.Block is null || !_classes.TryGetValue(layer.Block, out var block)) return Value.Unknown;
        var count = layer.Kind == KnownNames.Use ? 1 : ReadCount(layer, member, key);
        if (count < 0) return Value.Unknown;
        var assignments = ReadAssignments(layer, block, key);
        var repeated = layer.Kind == KnownNames.Repeat;
        var value = source;
        for (var i = 0; i < count && !_abandoned; i++)
        {
            var variables = Bind(block, assignments, member, key, repeated ? i : null, count);
            var index = CSharp.Of(i);
            var instance = Instantiate(
                block,
                repeated ? $"{member.Path}[{index}]" : member.Path,
                repeated ? Join(StateName(member), index) : StateName(member),
                value,
                variables);
            member.Blocks.Add(instance);
            ResolveAll(instance);
            value = instance.Members.LastOrDefault(m => m.Declaration.Layers.Count > 0)?.Value ?? value;
        }

        if (layer["Expect"].IsGiven && !value.IsUnknown) CheckExpected(layer, _nodes[value.Node].Output, member, key);
        return value;
    }

    private int ReadCount(LayerDeclaration layer, MemberInstance member, ProblemKey key)
    {
        var value = ReadNumber(layer["Count"], member.Scope, key.At("Count"));
        if (value.IsUnknown) return -1;
        if (value.Type == ExprType.Int && value.Number is >= 0 and <= MaxNodes) return (int)value.Number;
        Report(Problem.Of(ProblemKind.BadArgument, key.At("Count"), $"Count {value}", $"must be a whole number from 0 to {MaxNodes}"));
        return -1;
    }

    private List<(string Name, int Start, Expr Value)> ReadAssignments(LayerDeclaration layer, ClassDeclaration block, ProblemKey key)
    {
        var text = layer["Parameters"].Text;
        var at = key.At("Parameters");
        var list = ExprParser.ParseAssignments(text, out var error);
        if (error is not null) Report(Problem.Of(ProblemKind.BadExpression, at with { Start = error.Start, Length = error.Length }, text, error.Message));
        var names = block.Members.Where(m => m.Parameter is not null).Select(m => m.Name).ToList();
        foreach (var (name, start, _) in list)
            if (!names.Contains(name)) ReportUnknownName(name, at with { Start = start, Length = name.Length }, names, $"parameter of block '{block.Name}'");
        var twice = list.GroupBy(a => a.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) Report(Problem.Of(ProblemKind.BadExpression, at, text, $"'{twice.Key}' is given twice"));
        return list;
    }

    /// <summary>The values of a block's parameters at one use.</summary>
    private Dictionary<string, ExprValue> Bind(ClassDeclaration block, List<(string Name, int Start, Expr Value)> assignments, MemberInstance member, ProblemKey key, int? i, int n)
    {
        var outer = new Dictionary<string, ExprValue>(member.Scope.Variables.ToDictionary(v => v.Key, v => v.Value));
        if (i is { } index)
        {
            (outer["i"], outer["n"]) = (ExprValue.Int(index), ExprValue.Int(n));
            (outer["first"], outer["last"]) = (ExprValue.Bool(index == 0), ExprValue.Bool(index == n - 1));
        }

        var scope = new ClassInstance(member.Scope.Declaration, member.Scope.Path, member.Scope.Name, member.Scope.Input, outer);
        scope.Members.AddRange(member.Scope.Members);
        var text = member.Declaration.Layers[0]["Parameters"].Text;
        var variables = new Dictionary<string, ExprValue>();
        foreach (var parameter in block.Members.Where(m => m.Parameter is not null))
        {
            var given = assignments.FirstOrDefault(a => a.Name == parameter.Name);
            var value = given.Value is null ? Convert(parameter.Parameter!.Default) : Evaluate(given.Value, text, scope, key.At("Parameters"));
            if (given.Value is null && !parameter.Parameter!.Default.IsGiven)
                Report(Problem.Of(ProblemKind.MissingParameter, key.At("Parameters"), block.Name, parameter.Name));
            variables[parameter.Name] = Fit(value, parameter, key.At("Parameters"), text);
        }

        return variables;
    }

    private ExprValue Fit(ExprValue value, MemberDeclaration parameter, ProblemKey key, string text)
    {
        var fits = (parameter.Type, value.Type) switch
        {
            (_, ExprType.Unknown) => true,
            ("int", ExprType.Int) or ("double", ExprType.Double) or ("double", ExprType.Int) or ("bool", ExprType.Bool) => true,
            _ => false,
        };
        if (!fits)
        {
            Report(Problem.Of(ProblemKind.BadExpression, key, text, $"'{parameter.Name}' is of type {parameter.Type}, the value is {value}"));
            return ExprValue.Unknown;
        }

        return parameter.Type == "double" && value.Type == ExprType.Int ? ExprValue.Double(value.Number) : value;
    }
}
