using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Blocks that use themselves, through others or not.</summary>
internal sealed class BlockRings(IReadOnlyDictionary<string, ClassDeclaration> classes)
{
    /// <summary>One class of every ring, the first by name, with its member that leads into it.</summary>
    public IEnumerable<(ClassDeclaration Class, MemberDeclaration Member)> Find()
    {
        if (!Exist()) yield break;
        var uses = classes.Values.ToDictionary(c => c.FullName, Reachable);
        foreach (var declaration in classes.Values.Where(c => uses[c.FullName].Contains(c.FullName)))
        {
            var ring = uses[declaration.FullName].Where(other => uses[other].Contains(declaration.FullName));
            if (ring.Any(other => string.CompareOrdinal(other, declaration.FullName) < 0)) continue;
            yield return (declaration, declaration.Members.First(m => m.Layers.Any(l => l.Block is { } b && (b == declaration.FullName || (uses.TryGetValue(b, out var far) && far.Contains(declaration.FullName))))));
        }
    }

    /// <summary>Whether some block uses itself. Classes that use none of those left are taken away until none is; a ring stays.</summary>
    private bool Exist()
    {
        var users = classes.Keys.ToDictionary(name => name, _ => new List<string>());
        var open = classes.Keys.ToDictionary(name => name, _ => 0);
        foreach (var declaration in classes.Values)
        {
            foreach (var layer in declaration.Members.SelectMany(m => m.Layers))
            {
                if (layer.Block is null || !users.TryGetValue(layer.Block, out var list)) continue;
                list.Add(declaration.FullName);
                open[declaration.FullName]++;
            }
        }

        var done = new Queue<string>(open.Where(c => c.Value == 0).Select(c => c.Key));
        var taken = 0;
        for (; done.Count > 0; taken++)
            foreach (var user in users[done.Dequeue()])
                if (--open[user] == 0) done.Enqueue(user);
        return taken < classes.Count;
    }

    /// <summary>The blocks that a class uses, directly or through others.</summary>
    private HashSet<string> Reachable(ClassDeclaration declaration)
    {
        var found = new HashSet<string>();
        var next = new Queue<ClassDeclaration>([declaration]);
        while (next.Count > 0)
            foreach (var layer in next.Dequeue().Members.SelectMany(m => m.Layers))
                if (layer.Block is not null && classes.TryGetValue(layer.Block, out var block) && found.Add(block.FullName)) next.Enqueue(block);
        return found;
    }
}
