using System.Linq;
using Fmt.Tool.Writing;

namespace Fmt.Tool;

/// <summary>What a skeleton is called and said to be of.</summary>
/// <param name="Name">The network's class; letters and digits.</param>
/// <param name="Namespace">The file's namespace; null for none.</param>
/// <param name="Input">One image, <c>"3x32x32"</c>; null to guess and mark it.</param>
/// <param name="Source">What the keys come from, for the first comment.</param>
public sealed record SkeletonOptions(string Name, string? Namespace = null, string? Input = null, string? Source = null)
{
    /// <summary>What is wrong with these names, in one line; null where nothing is.</summary>
    public string? Problem()
    {
        if (!Identifiers.IsValid(Name)) return $"'{Name}' cannot be the name of a class; letters and digits, please";
        if (Identifiers.IsKnownType(Name)) return $"'{Name}' is the name of a type that every declaration uses; choose another";
        if (Namespace is not null && !Namespace.Split('.').All(Identifiers.IsValid)) return $"'{Namespace}' cannot be a namespace";
        if (Input is not null && !IsImage(Input)) return $"'{Input}' is not the shape of an image; write channels, height and width, for instance 3x32x32";
        return null;
    }

    private static bool IsImage(string input) =>
        input.Split('x') is { Length: 3 } dims && dims.All(d => d.Length is > 0 and < 6 && d.All(char.IsAsciiDigit) && d[0] != '0');
}
