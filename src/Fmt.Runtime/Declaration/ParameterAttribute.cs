using System;

namespace Fmt;

/// <summary>
/// A parameter of a block: a partial property of type int, double or bool. Expressions of the block read it by its name;
/// at run time the property gives the value of this use.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>A parameter that every use must give.</summary>
    public ParameterAttribute()
    {
    }

    /// <summary>A parameter with a default.</summary>
    /// <param name="value">The default: an int, a double or a bool.</param>
    public ParameterAttribute(object value) => Default = value;

    /// <summary>The default; null where every use must give a value.</summary>
    public object? Default { get; }
}
