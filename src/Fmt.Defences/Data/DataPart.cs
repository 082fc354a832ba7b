namespace Fmt.Data;

/// <summary>Which of a data set's usual files to read from a folder.</summary>
public enum DataPart
{
    /// <summary>The training images.</summary>
    Train,

    /// <summary>The test images.</summary>
    Test,
}
