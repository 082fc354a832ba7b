namespace Fmt.Signs;

/// <summary>What all signs of a network say together, from clean images alone.</summary>
public enum SignState
{
    /// <summary>One of the signs that are known was found.</summary>
    Found,

    /// <summary>None was found. That is not "clean": some backdoors show in none of them.</summary>
    NoneKnown,

    /// <summary>None was found, and batch norm's memory differs from the clean images in ways that may hide one, or stand in for one: it cannot be read with these images.</summary>
    NotValid,
}
