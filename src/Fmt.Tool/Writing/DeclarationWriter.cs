using System.Linq;
using System.Text;

namespace Fmt.Tool.Writing;

/// <summary>Lays a declaration out as C#. Lines end in \n on every machine.</summary>
internal static class DeclarationWriter
{
    private const int Widest = 150;

    public static string Write(FileText file)
    {
        var text = new StringBuilder();
        foreach (var line in file.Comment) text.Append("// ").Append(OneLine(line)).Append('\n');
        text.Append("using Fmt;\nusing TorchSharp.Modules;\n");
        if (file.Namespace is not null) text.Append("\nnamespace ").Append(file.Namespace).Append(";\n");
        foreach (var type in file.Classes) Write(text, type);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ClassText type)
    {
        text.Append("\n/// <summary>").Append(Xml(type.Summary)).Append("</summary>\n");
        var code = new ArgumentCode(type.Members.Select(m => m.Property).ToHashSet());
        text.Append('[').Append(Of(type.Attribute, code)).Append("]\n");
        text.Append("public sealed partial class ").Append(type.Name).Append("\n{\n");
        foreach (var member in type.Members) Write(text, member, code);
        text.Append("}\n");
    }

    private static void Write(StringBuilder text, MemberText member, ArgumentCode code)
    {
        if (member.Comment is not null) text.Append("    // ").Append(OneLine(member.Comment)).Append('\n');
        if (member.Attributes.IsEmpty) return;
        var property = $"public partial {member.Type} {member.Property} {{ get; }}";
        var attributes = member.Attributes.Select(a => Of(a, code)).ToList();
        var line = $"    [{string.Join(", ", attributes)}] {property}";
        if (line.Length <= Widest)
        {
            text.Append(line).Append('\n');
            return;
        }

        foreach (var attribute in attributes) text.Append("    [").Append(attribute).Append("]\n");
        text.Append("    ").Append(property).Append('\n');
    }

    private static string Of(AttributeText attribute, ArgumentCode code)
    {
        var arguments = string.Join(", ", attribute.Arguments.Select(a => code.Of(attribute, a)));
        return Mark(attribute.Mark) + attribute.Name + (attribute.Block is null ? "" : $"<{attribute.Block}>") + (arguments.Length == 0 ? "" : $"({arguments})");
    }

    /// <summary>The comment that marks a guess; empty for what is known.</summary>
    public static string Mark(string? mark) => mark is null ? "" : $"/* FILL: {mark} */ ";

    private static string Xml(string text) => OneLine(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Keys stand in comments, and must not end them.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? '?' : c));
}
