using System;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using Fmt.Files;
using Fmt.Tool.Reading;
using Fmt.Tool.Running;
using Fmt.Weights;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Commands;

/// <summary>
/// Writes names and shapes of a checkpoint's tensors for the compiler, which compares them with the declaration (FMT4007): one line per tensor,
/// in the file's order, name, tab, <c>64x3x3x3</c>; of a scalar the name alone.
/// </summary>
public sealed class KeysCommand : Command<KeysCommand.Options>
{
    /// <summary>The command line.</summary>
    public sealed class Options : CheckedSettings
    {
        /// <summary>The checkpoint.</summary>
        [CommandArgument(0, "<CHECKPOINT>"), Description("A .safetensors file, or what torch.save writes. Nothing in it is executed.")]
        public string Checkpoint { get; init; } = "";

        /// <summary>The file to write.</summary>
        [CommandOption("--out <FILE>"), Description("Where to write. Default: CHECKPOINT.keys.txt, beside it.")]
        public string? Out { get; init; }
    }

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Options options, CancellationToken cancellation) => Failure.Guard(() => Write(options), cancellation);

    private static void Write(Options options)
    {
        var checkpoint = Checkpoint.Read(options.Checkpoint);
        var file = new OutputFile("--out", options.Out ?? options.Checkpoint + ".keys.txt");
        OutputFiles.Check([file], [new("the checkpoint", options.Checkpoint)]);
        if (checkpoint.Tensors.FirstOrDefault(t => t.Name.Length == 0 || t.Name.Any(BreaksLine)) is { } bad)
            throw new DeclarationException($"{options.Checkpoint}: the name \"{bad.Name}\" cannot stand in a line (rename the key; no declaration could name it)");
        var text = string.Concat(checkpoint.Tensors.Select(t => t.Shape.IsEmpty ? t.Name + "\n" : $"{t.Name}\t{string.Join('x', t.Shape.Select(d => d.ToString(CultureInfo.InvariantCulture)))}\n"));
        OutputFiles.Write((file, path => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)))));
        Console.Error.WriteLine(FormattableString.Invariant($"{file.Path}: {checkpoint.Tensors.Length} keys"));
    }

    private static bool BreaksLine(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
