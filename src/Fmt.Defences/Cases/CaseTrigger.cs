using System;
using System.Collections.Immutable;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Cases;

/// <summary>A trigger as a case file describes it. Making one of it may read files.</summary>
public abstract record CaseTrigger
{
    /// <summary>The trigger for images of this size.</summary>
    /// <param name="part">The images that it is for; matters only where images are replaced.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    /// <exception cref="DataException">A file is missing or wrong.</exception>
    public abstract Trigger Make(DataPart part, int channels, int height, int width);

    /// <summary>Full paths of the files, or folders of files, that it is made of.</summary>
    public virtual ImmutableArray<string> Files => [];
}
