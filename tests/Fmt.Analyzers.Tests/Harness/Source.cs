namespace Fmt.Analyzers.Tests;

/// <summary>Sources around the members that a test is about.</summary>
internal static class Source
{
    private const string Usings = "using Fmt;\nusing TorchSharp.Modules;\n\n";

    /// <summary>A network on 3x32x32 with 10 classes; the members must end with 10 features.</summary>
    public static string Network(string members, string more = "", string input = "\"3x32x32\", Classes = 10") =>
        $"{Usings}[Network({input})]\npublic sealed partial class Net\n{{\n{members}\n}}\n{more}\n";

    /// <summary>A network whose members are followed by pooling, flattening and the classifier.</summary>
    public static string Classifier(string members, string more = "") => Network(members + "\n" + Head, more);

    /// <summary>A block by itself.</summary>
    public static string Block(string members, string more = "") => $"{Usings}[Block]\npublic sealed partial class Part\n{{\n{members}\n}}\n{more}\n";

    public const string Head =
        """
            [GlobalAvgPool2d] public partial Activation EndPool { get; }
            [Flatten] public partial Activation EndFlat { get; }
            [Linear("Classes")] public partial Linear EndFc { get; }
        """;
}
