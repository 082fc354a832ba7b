using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>The guess that a block adds its input, or a shortcut of it, to what its convolutions give.</summary>
/// <param name="Shortcuts">The parts that lie on the way around.</param>
/// <param name="Strides">A stride for each use: 2 where a later block widens, else 1.</param>
/// <param name="Strided">The part that strides.</param>
/// <param name="IsPreActivated">Whether batch norm and activation come before the convolutions.</param>
internal sealed record Residual(ImmutableArray<Column> Shortcuts, ImmutableArray<long?> Strides, Column Strided, bool IsPreActivated)
{
    /// <summary>Null where nothing speaks for it.</summary>
    public static Residual? Of(ImmutableArray<Column> columns, Width input, ImmutableArray<long?> wanted)
    {
        var parts = columns.Where(c => c.Kind != PartKind.Other).ToList();
        if (!input.IsMap || parts.Any(c => c.Kind is not (PartKind.Layer or PartKind.Sequence))) return null;
        if (parts.FindLast(c => !c.IsOptional && !Hints.IsShortcut(c.Name)) is not { } last) return null;
        var shortcuts = parts.Where(c => IsShortcut(c, last, input)).ToImmutableArray();
        var main = parts.Where(c => !shortcuts.Contains(c) && !c.IsOptional).ToList();
        var convolutions = main.SelectMany(c => c.Sample.Layers).Where(l => l.Kind == LayerForm.Conv2d).ToList();
        if (convolutions.Count(l => !l.IsDepthwise) < 2 || !last.Output.IsMap) return null;
        // What follows reads more than this gives: channels are put side by side, not added.
        if (wanted.Zip(last.Output.Values).Any(w => w.First > w.Second)) return null;
        var equal = input.Values.Zip(last.Output.Values).Any(w => w.First == w.Second);
        if (shortcuts.IsEmpty && !equal) return null;

        var strides = input.Values.Zip(last.Output.Values).Select((w, i) => (long?)(i > 0 && w.Second > w.First ? 2 : 1)).ToImmutableArray();
        var strided = main.FirstOrDefault(c => c.Sample.Layers.Any(IsWide)) ?? main.First(c => c.HasConv);
        return new Residual(shortcuts, strides, strided, main[0].BeginsWithNorm);
    }

    /// <summary>The convolution that strides, of those in one part.</summary>
    public static bool IsWide(Layer layer) => layer.Kind == LayerForm.Conv2d && layer.KernelHeight * layer.KernelWidth > 1;

    private static bool IsShortcut(Column column, Column last, Width input) =>
        column != last && column.HasConv && column.Sample.MayBeMissing
        && (column.IsOptional || Hints.IsShortcut(column.Name))
        && column.Need.Fits(input) && column.Output.Fits(last.Output);
}
