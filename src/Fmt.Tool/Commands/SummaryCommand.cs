using System;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Modules;
using Fmt.Tool.Reading;
using Fmt.Tool.Running;
using Fmt.Weights;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Commands;

/// <summary>Lists what a checkpoint holds.</summary>
public sealed class SummaryCommand : Command<SummaryCommand.Options>
{
    /// <summary>The command line.</summary>
    public sealed class Options : CheckedSettings
    {
        /// <summary>The checkpoint.</summary>
        [CommandArgument(0, "<CHECKPOINT>"), Description("A .safetensors file, or what torch.save writes. Nothing in it is executed.")]
        public string Checkpoint { get; init; } = "";
    }

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Options options, CancellationToken cancellation) => Failure.Guard(() => Show(options), cancellation);

    /// <summary>Of either table: more than any network has that is read row by row.</summary>
    private const int MostRows = 5000;

    private static void Show(Options options)
    {
        var checkpoint = Checkpoint.Read(options.Checkpoint);
        ImmutableArray<StateEntry> keys = [.. checkpoint.Tensors.Select(t => new StateEntry(t.Name, t.Type, t.Shape))];
        var root = Scope.Read(keys);
        var console = Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;
        console.Write(Modules(root));
        console.Write(Tensors(keys));
        if (keys.Length > MostRows) console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The first {MostRows} of {keys.Length} tensors and at most as many modules; fmtdsl keys writes all."));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(options.Checkpoint)}: {keys.Length} tensors, {keys.Sum(Elements):N0} elements, of them {keys.Where(IsTrained).Sum(Elements):N0} parameters"));
        foreach (var (name, value) in checkpoint.Metadata) console.WriteLine(Printable($"{name}: {value}"));
        if (FileOrder.IsLost(keys)) console.WriteLine("The file lists its tensors by name, not in the network's order.");
    }

    /// <summary>A pipe has no width; lines must not be broken in it.</summary>
    private static IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = 500;
        return console;
    }

    private static Table Modules(Scope root)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("module", "layer");
        table.AddColumn(new TableColumn("parameters").RightAligned());
        AddModule(table, root, 0);
        return table;
    }

    private static void AddModule(Table table, Scope scope, int depth)
    {
        if (table.Rows.Count == MostRows) return;
        if (scope.Path.Length > 0)
            table.AddRow(new Text(new string(' ', 2 * (depth - 1)) + Printable(scope.Name)), new Text(Describe(scope)), new Text(Count(scope).ToString("N0", CultureInfo.InvariantCulture)));
        foreach (var child in scope.Children) AddModule(table, child, depth + 1);
    }

    private static string Describe(Scope scope)
    {
        if (!scope.IsLeaf) return "";
        var layer = Layer.Of(scope.Path, scope.Tensors);
        return layer.Kind switch
        {
            LayerForm.Conv2d => FormattableString.Invariant($"Conv2d {layer.In} -> {layer.Out}, {layer.KernelHeight}x{layer.KernelWidth}{(layer.Bias ? ", bias" : "")}"),
            LayerForm.BatchNorm2d => FormattableString.Invariant($"BatchNorm {layer.Out}"),
            LayerForm.Linear => FormattableString.Invariant($"Linear {layer.In} -> {layer.Out}{(layer.Bias ? ", bias" : "")}"),
            _ => "?",
        };
    }

    private static Table Tensors(ImmutableArray<StateEntry> keys)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("key", "shape", "type");
        table.AddColumn(new TableColumn("elements").RightAligned());
        foreach (var key in keys.Take(MostRows))
            table.AddRow(new Text(Printable(key.Name)), new Text($"[{string.Join(", ", key.Shape)}]"), new Text(key.Type.ToString()), new Text(Elements(key).ToString("N0", CultureInfo.InvariantCulture)));
        return table;
    }

    private static long Count(Scope scope) => scope.Tensors.Where(IsTrained).Sum(Elements) + scope.Children.Sum(Count);

    private static bool IsTrained(StateEntry key) => Layer.Leaf(key.Name) is not ("running_mean" or "running_var" or "num_batches_tracked");

    private static long Elements(StateEntry key) => key.Shape.Aggregate(1L, (a, b) => a * b);

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
