using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Fmt.Files;

namespace Fmt.Weights;

/// <summary>A file of weights that is damaged, refused, or of another network. The message says what is wrong, where, and
/// how to mend it.</summary>
public sealed class CheckpointException : Exception
{
    internal CheckpointException(string problem, string? where, string remedy, Exception? inner = null)
        : base(Compose(null, problem, where, remedy), inner)
    {
        (Problem, Where, Remedy) = (problem, where, remedy);
    }

    internal CheckpointException(string? file, string problem, string remedy, ImmutableArray<string> missing, ImmutableArray<string> unexpected, ImmutableArray<string> misshaped, ImmutableArray<string> invalid)
        : base((file is null ? "" : file + ": ") + problem + Groups(missing, unexpected, misshaped, invalid) + "\n" + remedy)
    {
        (File, Problem, Remedy) = (file, problem, remedy);
        (Missing, Unexpected, Misshaped, Invalid) = (missing, unexpected, misshaped, invalid);
    }

    private CheckpointException(string file, CheckpointException inner)
        : base(Compose(file, inner.Problem, inner.Where, inner.Remedy), inner.InnerException)
    {
        (File, Problem, Where, Remedy) = (file, inner.Problem, inner.Where, inner.Remedy);
    }

    /// <summary>The file; null where the contents did not come from one.</summary>
    public string? File { get; }

    /// <summary>What is wrong, in a sentence.</summary>
    public string Problem { get; }

    /// <summary>Entry or byte of the file; null where the whole is meant.</summary>
    public string? Where { get; }

    /// <summary>How to mend it.</summary>
    public string Remedy { get; }

    /// <summary>Names the network has and the checkpoint has not; each may carry a hint.</summary>
    public ImmutableArray<string> Missing { get; } = [];

    /// <summary>Names the checkpoint has and the network has not; each may carry a hint.</summary>
    public ImmutableArray<string> Unexpected { get; } = [];

    /// <summary>Names both have, with another shape or an element type that does not convert; each with both.</summary>
    public ImmutableArray<string> Misshaped { get; } = [];

    /// <summary>Names whose values no network can compute with (NaN, infinite, a variance below zero); each with how many there are and the first of them.</summary>
    public ImmutableArray<string> Invalid { get; } = [];

    /// <summary>The same with the file's name.</summary>
    internal CheckpointException In(string file) => new(file, this);

    private static string Compose(string? file, string problem, string? where, string remedy)
    {
        var text = new StringBuilder();
        if (file is not null) text.Append(file).Append(": ");
        text.Append(Printable(problem));
        if (where is not null) text.Append(" (").Append(Printable(where)).Append(')');
        return text.Append(". ").Append(remedy).Append('.').ToString();
    }

    private static string Groups(params ReadOnlySpan<ImmutableArray<string>> groups)
    {
        string[] titles = ["missing in the checkpoint", "unexpected in the checkpoint", "of another shape or type", "with values that cannot be used"];
        var text = new StringBuilder();
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].IsEmpty) continue;
            text.Append("\n  ").Append(titles[i]).Append(" (").Append(groups[i].Length).Append("):");
            text.AppendJoin("", groups[i].Take(NameList.Most).Select(line => "\n    " + Printable(line)));
            if (groups[i].Length > NameList.Most) text.Append("\n    and ").Append(groups[i].Length - NameList.Most).Append(" more");
        }
        return text.ToString();
    }

    /// <summary>Names come from the file and must not steer a terminal.</summary>
    private static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
