using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A network, or a block that is checked by itself, and the blocks that it may use.</summary>
/// <param name="root">The network or block.</param>
/// <param name="blocks">The blocks.</param>
/// <param name="isNetwork">False for a block by itself, whose shapes and widths are known only where it is used.</param>
internal sealed class ClassLibrary(ClassDeclaration root, EquatableArray<ClassDeclaration> blocks, bool isNetwork)
{
    /// <summary>All classes by full name.</summary>
    public IReadOnlyDictionary<string, ClassDeclaration> Classes { get; } = Index(root, blocks);

    /// <summary>The network or block.</summary>
    public ClassDeclaration Root => root;

    /// <summary>Whether the root is a network.</summary>
    public bool IsNetwork => isNetwork;

    /// <summary>The bound on members of all classes at all places.</summary>
    public int MostMembers => isNetwork ? Limits.Members : Limits.MembersOfBlock;

    /// <summary>A class by its full name; null where it is none of these.</summary>
    public ClassDeclaration? Find(string fullName) => Classes.TryGetValue(fullName, out var found) ? found : null;

    private static Dictionary<string, ClassDeclaration> Index(ClassDeclaration root, EquatableArray<ClassDeclaration> blocks)
    {
        var classes = new Dictionary<string, ClassDeclaration> { [root.FullName] = root };
        foreach (var block in blocks) classes[block.FullName] = block;
        return classes;
    }
}
