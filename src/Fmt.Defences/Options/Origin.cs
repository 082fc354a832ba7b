namespace Fmt.Options;

/// <summary>Where the default of an option comes from, as reports say it.</summary>
internal static class Origin
{
    /// <summary>The method's paper states it.</summary>
    public const string Paper = "paper";

    /// <summary>The paper or the code of its authors has it.</summary>
    public const string Published = "published";

    /// <summary>The authors' code has it, the paper is silent.</summary>
    public const string ReleasedCode = "released code";

    /// <summary>The paper is silent, the authors' code is not followed.</summary>
    public const string PaperSilent = "paper silent, chosen here";

    /// <summary>Chosen for this library.</summary>
    public const string Ours = "chosen here";

    /// <summary>Found by measuring, see docs/results.md.</summary>
    public const string Measured = "measured on published networks, then held fixed";

    /// <summary>Whoever ran it chose it.</summary>
    public const string Set = "set";

    /// <summary>Left open, and found from the clean images.</summary>
    public const string Decided = "decided on the clean images";
}
