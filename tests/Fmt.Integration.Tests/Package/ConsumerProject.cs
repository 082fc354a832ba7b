using System.IO;

namespace Fmt.Tests.Package;

/// <summary>A project outside the solution.</summary>
/// <param name="Folder">Where it is.</param>
public sealed record ConsumerProject(string Folder)
{
    public string File(string name) => Path.Combine(Folder, name);

    public void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    public (int Code, string Output) Dotnet(params string[] arguments) => Consumer.Run(Folder, "dotnet", arguments);
}
