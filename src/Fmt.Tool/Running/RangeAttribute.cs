using System;
using Fmt.Options;

namespace Fmt.Tool.Running;

/// <summary>Which values a number of the command line may have, as those of a method's options are declared.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RangeAttribute() : OptionAttribute("the command line")
{
    /// <summary>Threads, and work side by side: more than any machine has cores.</summary>
    public const int MostJobs = 1024;

    /// <summary>Images, pixels, batches, epochs: more would take a lifetime.</summary>
    public const int Most = 10_000_000;
}
