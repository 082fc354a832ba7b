namespace Fmt.Graph;

/// <summary>What can be said of classes without unrolling them: where members lie, rings of blocks, and every member by itself.</summary>
internal sealed class ClassCheck(ClassLibrary library, Findings findings)
{
    /// <summary>Reports what is wrong, and stops the work where members have no order.</summary>
    public void Run()
    {
        var members = new MemberCheck(library, findings);
        foreach (var declaration in library.Classes.Values)
        {
            CheckOrder(declaration);
            foreach (var member in declaration.Members) members.Check(declaration, member, isNetwork: library.IsNetwork && declaration == library.Root);
        }

        foreach (var (declaration, member) in new BlockRings(library.Classes).Find())
        {
            findings.Stop();
            findings.Report(Problem.Of(ProblemKind.Cycle, new ProblemKey(declaration.FullName, member.Name, FirstBlock(member)), declaration.Name, "uses itself, directly or through other blocks (a block may use only blocks that do not use it)"));
        }
    }

    private static int FirstBlock(MemberDeclaration member)
    {
        var at = 0;
        while (member.Layers[at].Block is null) at++;
        return at;
    }

    private void CheckOrder(ClassDeclaration declaration)
    {
        if (declaration.Shell.Stray.Length == 0) return;
        // Without an order nothing is known of what members read.
        findings.Stop();
        findings.Report(Problem.Of(ProblemKind.MembersSpreadOverFiles, new ProblemKey(declaration.FullName, declaration.Shell.Stray), declaration.Name, declaration.Shell.Stray));
    }
}
