using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>The guess that a block joins its input, or a shortcut of it, with what its convolutions give.</summary>
/// <param name="Form">How it joins them.</param>
/// <param name="Shortcuts">The parts that lie on the way around.</param>
/// <param name="Strides">A stride for each use: 2 where a later block widens, else 1.</param>
/// <param name="Strided">The part that strides; null where that is inside a block.</param>
/// <param name="IsPreActivated">Whether batch norm and activation come before the convolutions.</param>
internal sealed record Residual(ResidualForm Form, ImmutableArray<Column> Shortcuts, ImmutableArray<long?> Strides, Column? Strided, bool IsPreActivated)
{
    /// <summary>Null where nothing speaks for it.</summary>
    /// <param name="columns">The block's parts.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="wanted">The channels that are read after each use.</param>
    /// <param name="isWay">Whether the block is the one way through another block, which joins.</param>
    public static Residual? Of(ImmutableArray<Column> columns, Width input, ImmutableArray<long?> wanted, bool isWay)
    {
        var parts = columns.Where(c => c.IsMain).ToList();
        if (!input.IsMap || parts.Any(c => c.Kind == PartKind.Stage)) return null;
        if (parts.FindLast(c => !c.IsOptional && !Hints.IsShortcut(c.Name)) is not { } last) return null;
        var shortcuts = parts.Where(c => IsShortcut(c, last, input)).ToImmutableArray();
        var main = parts.Where(c => !shortcuts.Contains(c) && !c.IsOptional).ToList();
        if (main.Sum(c => c.Sample.Convolutions) < 2 || !last.Output.IsMap) return null;
        // Inside blocks a width alone says little: the parts must read one another.
        if (parts.Any(c => c.Kind == PartKind.Block) && !main.Zip(main.Skip(1)).All(p => MayRead(p.Second, p.First.Output))) return null;
        // What follows reads more than this gives: channels are put side by side, not added.
        if (wanted.Zip(last.Output.Values).Any(w => w.First > w.Second)) return null;
        var equal = input.Values.Zip(last.Output.Values).Any(w => w.First == w.Second);
        if (shortcuts.IsEmpty && !equal && !isWay) return null;

        var strides = input.Values.Zip(last.Output.Values).Select((w, i) => (long?)(i > 0 && w.Second > w.First ? 2 : 1)).ToImmutableArray();
        return new Residual(isWay ? ResidualForm.Way : ResidualForm.Sum, shortcuts, strides, StridedOf(main), main[0].BeginsWithNorm);
    }

    /// <summary>
    /// Two ways of which one comes and goes, and where it is missing the other gives as many channels as it reads: there the block works on half of its maps
    /// and the other half passes by (ShuffleNet v2). Null where it is not so.
    /// </summary>
    public static Residual? Halves(ImmutableArray<Column> columns, ImmutableArray<long?> wanted)
    {
        if (columns is not [{ Kind: PartKind.Sequence, IsOptional: true } around, { Kind: PartKind.Sequence, IsOptional: false } main]) return null;
        if (!main.Output.IsMap) return null;
        var after = wanted.Zip(main.Output.Values).Where(w => w.First is not null).ToList();
        if (!after.Exists(w => w.First == 2 * w.Second) || !after.TrueForAll(w => w.First == w.Second || w.First == 2 * w.Second)) return null;
        for (var i = 0; i < main.Parts.Length; i++)
        {
            var (need, output) = (main.Need.Values[i], main.Output.Values[i]);
            if (around.Parts[i] is null ? need != output : around.Need.Values[i] != need || around.Output.Values[i] != output) return null;
        }

        return new Residual(ResidualForm.Halves, [around], [.. around.Parts.Select(p => (long?)(p is null ? 1 : 2))], StridedOf([main]), false);
    }

    /// <summary>The convolution that strides, of those in one part.</summary>
    public static bool IsWide(Layer layer) => layer.Kind == LayerForm.Conv2d && layer.KernelHeight * layer.KernelWidth > 1;

    private static Column? StridedOf(IReadOnlyCollection<Column> main) => main.FirstOrDefault(c => c.Sample.Layers.Any(IsWide)) ?? main.FirstOrDefault(c => c.HasConv);

    /// <summary>Whether a part may read such channels, by groups if need be.</summary>
    private static bool MayRead(Column column, Width width) =>
        column.Need.Fits(width)
        || (column.FirstLayer is { } layer && IsWide(layer) && column.Need.Values.Zip(width.Values).All(w => w.First is null || w.Second is null || w.Second % w.First == 0));

    private static bool IsShortcut(Column column, Column last, Width input) =>
        column != last && column.HasConv && column.Sample.MayBeMissing
        && (column.IsOptional || Hints.IsShortcut(column.Name))
        && column.Need.Fits(input) && column.Output.Fits(last.Output);
}
