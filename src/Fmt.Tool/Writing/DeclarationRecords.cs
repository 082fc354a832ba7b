using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>A file as the compiler's front door would read it, so that the graph can check what is written without a compiler.</summary>
internal sealed class DeclarationRecords
{
    private readonly string _prefix;
    private readonly HashSet<string> _blocks;

    private DeclarationRecords(FileText file)
    {
        _prefix = "global::" + (file.Namespace is null ? "" : file.Namespace + ".");
        _blocks = [.. file.Classes.Skip(1).Select(c => c.Name)];
    }

    /// <summary>The network and its blocks.</summary>
    public static NetworkDeclaration Of(FileText file)
    {
        var records = new DeclarationRecords(file);
        var network = file.Classes[0];
        return new NetworkDeclaration(
            records.Class(network),
            Argument(network.Attribute, "Input").Text,
            (int)Argument(network.Attribute, "Classes").Number,
            Numbers(network.Attribute, "Mean"),
            Numbers(network.Attribute, "Std"),
            file.Classes.Skip(1).Select(records.Class).ToEquatable());
    }

    private static EquatableArray<double> Numbers(AttributeText attribute, string name) => Argument(attribute, name).Items.Select(i => double.Parse(i, CultureInfo.InvariantCulture)).ToEquatable();

    private ClassDeclaration Class(ClassText type)
    {
        var shell = new ClassShell("", default, "partial class " + type.Name, type.Name, type.Name, true, true, "");
        return new ClassDeclaration(type.Name, _prefix + type.Name, shell, type.Members.Where(m => !m.Attributes.IsEmpty).Select(Member).ToEquatable());
    }

    private MemberDeclaration Member(MemberText member)
    {
        var isParameter = member.Attributes[0].Name == "Parameter";
        return new MemberDeclaration(
            member.Property,
            TypeOf(member.Type.TrimEnd('?')),
            member.Type.EndsWith('?'),
            new PropertyText(true, "public partial", member.Type, member.Property, new[] { "get" }.ToEquatable(), false),
            isParameter ? default : member.Attributes.Select(Layer).ToEquatable(),
            isParameter ? new ParameterDeclaration(Argument(member.Attributes[0], "Value")) : null);
    }

    private LayerDeclaration Layer(AttributeText attribute)
    {
        var arguments = attribute.Arguments.Select(a => new Argument(a.Name, a.Value)).ToList();
        // The default of the attributes' constructors, which a compiler passes on.
        if (attribute.Block is not null && arguments.All(a => a.Name != "Parameters")) arguments.Add(new Argument("Parameters", Constant.Of("")));
        return new LayerDeclaration(attribute.Name, attribute.Block is null ? null : _prefix + attribute.Block, arguments.ToEquatable());
    }

    private static Constant Argument(AttributeText attribute, string name) => attribute.Arguments.FirstOrDefault(a => a.Name == name)?.Value ?? Constant.None;

    /// <summary>A type by the names that the file's usings give it.</summary>
    private string TypeOf(string type)
    {
        if (type.StartsWith("Stage<", System.StringComparison.Ordinal)) return KnownNames.Stage(TypeOf(type["Stage<".Length..^1]));
        if (_blocks.Contains(type)) return _prefix + type;
        return type switch
        {
            "Activation" => KnownNames.Activation,
            "Sequence" => KnownNames.Sequence,
            // A kind's property type has the kind's name, or another one (LearnedScale).
            _ => LayerCatalog.Find(type)?.ModuleType ?? LayerCatalog.All.FirstOrDefault(k => k.ModuleType?.EndsWith("." + type, System.StringComparison.Ordinal) == true)?.ModuleType ?? type,
        };
    }
}
