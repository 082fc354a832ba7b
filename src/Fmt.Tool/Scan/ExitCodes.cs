namespace Fmt.Tool.Scan;

/// <summary>Exit codes of <c>fmtdsl scan</c>, as ModelScan has them.</summary>
internal static class ExitCodes
{
    /// <summary>No known sign was found.</summary>
    public const int Nothing = 0;

    /// <summary>A sign was found.</summary>
    public const int Sign = 1;

    /// <summary>The test could not be made, or is not valid for these images.</summary>
    public const int NotValid = 2;

    /// <summary>The file is none that a network can be made of.</summary>
    public const int Unsupported = 3;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 4;
}
