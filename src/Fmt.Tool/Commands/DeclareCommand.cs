using System;
using System.Collections.Immutable;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Tool.Running;
using Fmt.Tool.Writing;
using Fmt.Weights;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Commands;

/// <summary>Writes the declaration of an ONNX file, or the skeleton of one from a checkpoint.</summary>
public sealed class DeclareCommand : Command<DeclareCommand.Options>
{
    /// <summary>The command line.</summary>
    public sealed class Options : CheckedSettings
    {
        /// <summary>The ONNX file or checkpoint.</summary>
        [CommandArgument(0, "<FILE>"), Description("An .onnx file, which is declared whole; or a .safetensors file or what torch.save writes (.pth, .pt, .tar), of which a skeleton is written. Nothing in it is executed.")]
        public string Checkpoint { get; init; } = "";

        /// <summary>The class.</summary>
        [CommandOption("--name <NAME>"), Description("Name of the network's class. Default: made from the file's name.")]
        public string? Name { get; init; }

        /// <summary>The image.</summary>
        [CommandOption("--input <SHAPE>"), Description("One image as CxHxW, for instance 3x32x32. Default: an ONNX file's own; of a checkpoint guessed and marked.")]
        public string? Input { get; init; }

        /// <summary>The namespace.</summary>
        [CommandOption("--namespace <NS>"), Description("Namespace of the file. Default: none.")]
        public string? Namespace { get; init; }

        /// <summary>The file to write.</summary>
        [CommandOption("--out <FILE>"), Description("Where to write; an ONNX file's weights go beside it, as .safetensors. Default: the declaration to the console.")]
        public string? Out { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate()
        {
            if (base.Validate() is { Successful: false } wrong) return wrong;
            return Skeleton().Problem() is { } problem ? ValidationResult.Error(problem) : ValidationResult.Success();
        }

        internal SkeletonOptions Skeleton() => new(Name ?? DefaultName(Checkpoint), Namespace, Input, Path.GetFileName(Checkpoint));
    }

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Options options, CancellationToken cancellation) => Failure.Guard(() => Declare(options), cancellation);

    private static void Declare(Options options)
    {
        if (options.Checkpoint.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            OnnxFiles.Declare(options.Checkpoint, options.Out, options.Skeleton());
            return;
        }

        var file = new OutputFile("--out", options.Out);
        OutputFiles.Check([file], [new("the checkpoint", options.Checkpoint)]);
        var checkpoint = Checkpoint.Read(options.Checkpoint);
        ImmutableArray<StateEntry> keys = [.. checkpoint.Tensors.Select(t => new StateEntry(t.Name, t.Type, t.Shape))];
        var text = Skeleton.Write(keys, options.Skeleton());
        if (options.Out is null)
        {
            Console.Out.Write(text);
            return;
        }

        OutputFiles.Write((file, path => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)))));
        var marks = text.Split("FILL:").Length - 1;
        Console.Error.WriteLine(FormattableString.Invariant($"{options.Out}: {marks} places marked FILL"));
    }

    private static string DefaultName(string path)
    {
        var name = Identifiers.Pascal(Path.GetFileName(path).Split('.')[0]);
        return Identifiers.IsKnownType(name) || !Identifiers.IsValid(name) ? "Net" + name : name;
    }
}
