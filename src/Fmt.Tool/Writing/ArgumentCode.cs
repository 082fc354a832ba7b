using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>Arguments as C#: by position where the attribute's constructor takes them, members by nameof.</summary>
/// <param name="members">The properties of the class.</param>
internal sealed class ArgumentCode(IReadOnlySet<string> members)
{
    // Names of the state_dict, shapes and orders, which may happen to be a member's name.
    private static readonly string[] _plain = ["Name", "Expect", "To"];

    /// <summary>One argument of an attribute.</summary>
    public string Of(AttributeText attribute, ArgumentText argument) =>
        (IsPositional(attribute, argument.Name) ? "" : argument.Name + " = ") + DeclarationWriter.Mark(argument.Mark) + Of(argument.Name, argument.Value);

    private string Of(string name, Constant value) => value.Kind switch
    {
        ConstantKind.Texts when name is "Mean" or "Std" => $"[{string.Join(", ", value.Items)}]",
        ConstantKind.Texts => string.Join(", ", value.Items.Select(i => OfText(name, i))),
        ConstantKind.Text => OfText(name, value.Text),
        ConstantKind.Bool => CSharp.Of(value.Number != 0),
        _ => value.Number.ToString("R", CultureInfo.InvariantCulture),
    };

    private string OfText(string name, string text) =>
        _plain.Contains(name) ? CSharp.Quote(text)
        : text == KnownNames.Input ? "Edge.Input"
        : members.Contains(text) ? $"nameof({text})"
        : CSharp.Quote(text);

    private static bool IsPositional(AttributeText attribute, string argument)
    {
        var type = typeof(LayerAttribute).Assembly.GetType($"Fmt.{attribute.Name}Attribute{(attribute.Block is null ? "" : "`1")}", throwOnError: true)!;
        return type.GetProperty(argument) is not { CanWrite: true };
    }
}
