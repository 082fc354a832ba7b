using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>A layer as an attribute and a property's type.</summary>
internal static class LayerText
{
    /// <summary>The property's type.</summary>
    public static string TypeOf(LayerKind kind) => kind.ModuleType is { } type ? type[(type.LastIndexOf('.') + 1)..] : "Activation";

    /// <summary>The layer's own arguments, those that have no names first.</summary>
    public static IEnumerable<ArgumentText> Arguments(ImportedLayer layer) =>
        layer.Kind.Parameters.Where(p => layer.Given.ContainsKey(p.Name)).Select(p => new ArgumentText(p.Name, ValueOf(layer.Given[p.Name])));

    /// <summary>A value as an attribute has it.</summary>
    public static Constant ValueOf(object value) => value switch
    {
        int number => Constant.Of(number),
        double number => Constant.Of(number),
        bool flag => Constant.Of(flag),
        Size { IsSame: false } size when size.H == size.W => Constant.Of(size.H),
        Size size => Constant.Of(string.Create(CultureInfo.InvariantCulture, $"{size.H}x{size.W}")),
        _ => Constant.Of((string)value),
    };
}
