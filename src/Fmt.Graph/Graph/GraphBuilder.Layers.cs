using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

internal sealed partial class GraphBuilder
{
    private Value ResolveLayer(MemberInstance member, int index, string path, string name, List<Value> inputs)
    {
        var layer = member.Declaration.Layers[index];
        var key = member.Key(index);
        if (LayerCatalog.Find(layer.Kind) is not { } kind) return Value.Unknown;
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
        var node = AddNode(member, path, name, kind, arguments, inputs, inferred.Shape, module, key);
        if (layer["Testable"] is { Kind: ConstantKind.Bool, Number: 0 }) _optedOut.Add(node.Node);
        return node;
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

    /// <param name="before">What the layers before this one in a sequence give; null for the first layer, which reads what the member reads.</param>
    private List<Value> ReadInputs(MemberInstance member, int index, Value? before)
    {
        var layer = member.Declaration.Layers[index];
        var key = member.Key(index);
        if (LayerCatalog.Find(layer.Kind) is not { IsJoin: true } kind)
            return [before ?? ReadSource(layer, member, key)];
        var names = layer["Inputs"];
        if (!names.IsGiven) return [Value.Unknown];
        if (names.Items.Count < 2)
        {
            Report(Problem.Of(ProblemKind.BadArgument, key, $"{kind.Name} of '{member.Declaration.Name}'", "needs the names of at least two members"));
            return [Value.Unknown];
        }

        return names.Items.Select((name, i) => ReadPath(name, member.Scope, key.At("Inputs#" + CSharp.Of(i)))).ToList();
    }

    private Value ReadSource(LayerDeclaration layer, MemberInstance member, ProblemKey key) =>
        layer["From"] is { Kind: ConstantKind.Text } from ? ReadPath(from.Text, member.Scope, key.At("From")) : ReadPrevious(member);

    /// <summary>Whether a member or a layer exists here by its condition; null where that is not known (a block by itself).</summary>
    private bool? IsTrue(string argument, MemberInstance member, int index)
    {
        if (member.Declaration.Layers[index][argument] is not { Kind: ConstantKind.Text } condition) return true;
        var key = member.Key(index).At(argument);
        var value = Evaluate(condition.Text, member.Scope, key);
        if (value.IsNumber) Report(Problem.Of(ProblemKind.BadExpression, key, condition.Text, "a condition is expected, this is a number"));
        return value.Type == ExprType.Bool ? value.IsTrue : null;
    }

    private void CheckExpected(LayerDeclaration layer, Shape shape, MemberInstance member, ProblemKey key)
    {
        if (layer["Expect"] is not { Kind: ConstantKind.Text } expect) return;
        if (expect.Text == "?")
            Report(Problem.Of(ProblemKind.ShapeReport, key.At("Expect"), Label(member, key), shape));
        else if (Shape.Parse(expect.Text) is not { } expected)
            Report(Problem.Of(ProblemKind.BadShapeText, key.At("Expect"), expect.Text, "CxHxW, HxWxC (HWC), F or ?"));
        else if (expected != shape)
            Report(Problem.Of(ProblemKind.UnexpectedShape, key.At("Expect"), Label(member, key), shape, expected) with { Fix = shape.ToString() });
    }

    private void CheckTestable(LayerKind kind, LayerDeclaration layer, Shape shape, MemberInstance member, ProblemKey key)
    {
        var given = layer["Testable"];
        var wanted = given.Kind == ConstantKind.Bool && given.Number != 0;
        if (kind.IsOpaque && (wanted || !given.IsGiven))
            Report(Problem.Of(ProblemKind.OpaqueModule, key, Label(member, key), member.Declaration.Type.Replace("global::", "")));
        else if (wanted && !kind.MakesSite && shape.IsVector)
            Report(Problem.Of(ProblemKind.NoChannelAxis, key.At("Testable"), Label(member, key), kind.Name, shape));
        else if (wanted && !kind.MakesSite && !kind.IsOpaque)
            Report(Problem.Of(ProblemKind.NotFilters, key.At("Testable"), Label(member, key), kind.Name));
    }

    private Value ResolveBlocks(MemberInstance member, Value source)
    {
        var layer = member.Declaration.Layers[0];
        var key = member.Key();
        if (layer.Block is null || !_classes.TryGetValue(layer.Block, out var block)) return Value.Unknown;
        var count = layer.Kind == KnownNames.Use ? 1 : ReadCount(layer, member, key);
        if (count < 0) return Value.Unknown;
        var assignments = ReadAssignments(layer, block, key);
        var repeated = layer.Kind == KnownNames.Repeat;
        var value = source;
        for (var i = 0; i < count && !_abandoned; i++)
        {
            if (_members > (IsNetwork ? MaxMembers : MaxMembersOfBlock))
            {
                if (IsNetwork) Report(Problem.Of(ProblemKind.TooLarge, key, _declaration.Class.Name, MaxNodes));
                _abandoned = true;
                break;
            }

            int? index = repeated ? i : null;
            var scope = ScopeOfUse(member.Scope, index, count);
            var instance = Instantiate(
                block,
                repeated ? $"{member.Path}[{CSharp.Of(i)}]" : member.Path,
                StateName(member, scope, index),
                value,
                Bind(block, assignments, member, scope, key));
            member.Blocks.Add(instance);
            ResolveAll(instance);
            value = instance.Members.LastOrDefault(m => m.Declaration.Layers.Count > 0)?.Value ?? value;
        }

        if (layer["Expect"].IsGiven && !value.IsUnknown) CheckExpected(layer, _nodes[value.Node].Output, member, key);
        return value;
    }

    private int ReadCount(LayerDeclaration layer, MemberInstance member, ProblemKey key)
    {
        if (layer["Count"] is { Kind: ConstantKind.Null or ConstantKind.Unfit } odd)
            Report(Problem.Of(ProblemKind.BadArgument, key.At("Count"), $"Count is {(odd.Kind == ConstantKind.Null ? "null" : odd.Items[0])}", $"but must be a whole number from 0 to {MaxNodes}"));
        var value = ReadNumber(layer["Count"], member.Scope, key.At("Count"));
        if (value.IsUnknown) return -1;
        if (value.Type == ExprType.Int && value.Number is >= 0 and <= MaxNodes) return (int)value.Number;
        Report(Problem.Of(ProblemKind.BadArgument, key.At("Count"), $"Count {value}", $"but must be a whole number from 0 to {MaxNodes}"));
        return -1;
    }

    /// <summary>The parameters of a block use; not complete where they are wrong (then none is missing: one fault, one report).</summary>
    private Assignments ReadAssignments(LayerDeclaration layer, ClassDeclaration block, ProblemKey key)
    {
        var given = layer["Parameters"];
        var at = key.At("Parameters");
        var list = ExprParser.ParseAssignments(given.Text, out var error);
        if (error is not null) Report(Problem.Of(ProblemKind.BadExpression, at with { Start = error.Start, Length = error.Length }, given.Text, error.Message));
        var complete = error is null && given.Kind is (ConstantKind.Text or ConstantKind.Null);
        var names = block.Members.Where(m => m.Parameter is not null).Select(m => m.Name).ToList();
        foreach (var (name, start, _) in list.Where(a => !names.Contains(a.Name)))
        {
            complete = false;
            ReportUnknownName(name, at with { Start = start, Length = name.Length }, names, $"parameter of block '{block.Name}'");
        }

        var seen = new HashSet<string>();
        foreach (var (name, start, _) in list.Where(a => !seen.Add(a.Name)).Take(1))
            Report(Problem.Of(ProblemKind.BadExpression, at with { Start = start, Length = name.Length }, given.Text, $"'{name}' is given twice"));
        return new Assignments(list, complete);
    }

    private sealed record Assignments(List<(string Name, int Start, Expr Value)> List, bool Complete);

    /// <summary>The values of a block's parameters at one use.</summary>
    private Dictionary<string, ExprValue> Bind(ClassDeclaration block, Assignments assignments, MemberInstance member, ClassInstance scope, ProblemKey key)
    {
        var text = member.Declaration.Layers[0]["Parameters"].Text;
        var variables = new Dictionary<string, ExprValue>();
        foreach (var parameter in block.Members.Where(m => m.Parameter is not null))
        {
            var at = key.At("Parameters");
            var given = assignments.List.FirstOrDefault(a => a.Name == parameter.Name).Value;
            if (given is not null)
            {
                variables[parameter.Name] = Fit(Evaluate(given, text, scope, at), parameter, at with { Start = given.Start, Length = given.End - given.Start }, text);
                continue;
            }

            // A default of the wrong type is reported at the parameter.
            var fallback = Convert(parameter.Parameter!.Default);
            if (fallback.IsUnknown && assignments.Complete) Report(Problem.Of(ProblemKind.MissingParameter, at, block.Name, parameter.Name));
            variables[parameter.Name] = assignments.Complete && TryFit(fallback, parameter, out var fitted) ? fitted : ExprValue.Unknown;
        }

        return variables;
    }

    private ExprValue Fit(ExprValue value, MemberDeclaration parameter, ProblemKey key, string text)
    {
        if (TryFit(value, parameter, out var fitted)) return fitted;
        Report(Problem.Of(ProblemKind.BadExpression, key, text, $"'{parameter.Name}' is of type {parameter.Type}, the value is {value}"));
        return ExprValue.Unknown;
    }

    /// <summary>A value as a parameter's type has it: whole numbers become doubles, nothing else changes.</summary>
    private static bool TryFit(ExprValue value, MemberDeclaration parameter, out ExprValue fitted)
    {
        fitted = parameter.Type == "double" && value.Type == ExprType.Int ? ExprValue.Double(value.Number) : value;
        return (parameter.Type, fitted.Type) switch
        {
            (_, ExprType.Unknown) or ("", _) or ("int", ExprType.Int) or ("bool", ExprType.Bool) => true,
            ("double", ExprType.Double) => !double.IsNaN(value.Number) && !double.IsInfinity(value.Number),
            _ => false,
        };
    }
}
