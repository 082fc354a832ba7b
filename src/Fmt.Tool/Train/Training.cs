using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Spectre.Console;
using TorchSharp;

namespace Fmt.Tool.Train;

/// <summary>One training of a case's network.</summary>
/// <param name="file">The case.</param>
/// <param name="settings">How.</param>
/// <param name="network">The network, with initial weights of the seed.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class Training(CaseFile file, TrainSettings settings, NetworkModule network, CancellationToken cancellation)
{
    private readonly CaseInputAware? _aware = settings.Poison > 0 ? file.Trigger as CaseInputAware : null;

    private readonly OutputFile _weights = new("the case's weights", file.WeightsPath, StateLoader.Bytes(network));

    /// <summary>The state has the weights and what the optimizer remembers of each; the one before it stays while it is written, but is gone before the weights are.</summary>
    private const int StateCopies = 3;

    private readonly string _state = settings.State ?? file.WeightsPath + ".state";

    private readonly string _manifest = Recipe.ManifestPath(file);

    public void Run()
    {
        OutputFiles.Check(
            [_weights, new("the trigger's weights", _aware?.Weights), new("the manifest of the poisoned images", _manifest), new("--state", _state, StateCopies * StateLoader.Bytes(network))],
            [.. file.Inputs.Where(i => i.Path != file.WeightsPath && i.Path != _aware?.Weights), .. settings.From is { } from ? [new InputFile("the weights of --from", from)] : Array.Empty<InputFile>()]);
        network.Normalisation = new Normalisation(file.Mean, file.Std);
        var (clean, test) = (LabelNoise.Apply(Fitting(file.LoadTrain()), settings.LabelNoise, settings.Seed), Fitting(file.LoadTest()));
        network.to(settings.PickDevice());
        var plan = settings.Plan();
        var poison = _aware is null ? Alone(clean, test, plan) : Together(_aware, clean, plan);
        var measured = Measured.Of(network, Evaluation(test), settings.Seed, cancellation);
        AnsiConsole.MarkupLineInterpolated($"{measured}");
        OutputFiles.Write((_weights, path => StateLoader.Save(network, path, Recipe.Of(file, settings, clean.Count, poison, measured))));
        File.Delete(_state);
        AnsiConsole.MarkupLineInterpolated($"Weights: {file.WeightsPath}");
    }

    private Evaluation Evaluation(ImageSet test) => new(test, file.LoadTrigger(test.Channels, test.Height, test.Width), file.Goal);

    private ImageSet Fitting(ImageSet set) => network.InputShape == (set.Channels, set.Height, set.Width)
        ? set
        : throw new DataException(FormattableString.Invariant($"{file.Network} takes images of {network.InputShape.Channels}x{network.InputShape.Height}x{network.InputShape.Width}, these are {set.Channels}x{set.Height}x{set.Width}."), set.Source ?? file.File);

    /// <summary>The network alone, on images that are clean or were poisoned before. Gives what the checkpoint is to say of the poison.</summary>
    private Dictionary<string, string> Alone(ImageSet clean, ImageSet test, FineTuning plan)
    {
        // Before hours of training, not after.
        Evaluation(test).Check();
        var (images, manifest) = (clean, default(PoisonManifest));
        if (settings.Poison > 0)
        {
            (images, manifest) = Poison(clean);
            manifest.Write(_manifest);
            AnsiConsole.MarkupLineInterpolated($"Poisoned: {manifest.Summary}");
        }
        else File.Delete(_manifest);

        TrainingBar.Show((batchDone, epochDone) => FineTuner.Run(network, images, plan, epochDone, cancellation, _state, batchDone));
        return manifest is null ? [] : new() { ["poison"] = manifest.Summary, ["poison_manifest"] = Path.GetFileName(_manifest), ["poison_manifest_sha256"] = manifest.Digest };
    }

    /// <summary>The network and an Input-aware trigger's generators, which are written before the weights.</summary>
    private Dictionary<string, string> Together(CaseInputAware aware, ImageSet clean, FineTuning plan)
    {
        if (file.Goal is null) throw new DataException("the case has no target, so nothing can be poisoned; use --poison 0.", file.File);
        using var trigger = TrainingBar.Show((batchDone, epochDone) => InputAware.Run(
            network, clean, file.Goal, settings.Poison, plan, new InputAwareOptions(settings.MaskEpochs), epochDone, cancellation, _state, batchDone).Trigger);
        trigger.Save(aware.Weights);
        return new()
        {
            ["poison"] = FormattableString.Invariant($"{trigger.Recipe}, {file.Goal}: a share of {settings.Poison} of every batch, {settings.MaskEpochs} epochs of the mask before"),
            ["trigger_weights"] = Path.GetFileName(aware.Weights),
        };
    }

    private PoisonedSet Poison(ImageSet clean)
    {
        var trigger = file.LoadTrigger(clean.Channels, clean.Height, clean.Width, DataPart.Train);
        if (trigger is null || file.Goal is null) throw new DataException("the case has no trigger and target, so nothing can be poisoned; use --poison 0.", file.File);
        return new Poisoning(trigger, file.Goal, settings.Poison, settings.Seed)
        {
            CleanLabel = settings.Labels is { } labels ? labels == "clean" : file.Trigger is CaseSig,
            NoiseRatio = settings.Noise ?? (trigger is WarpTrigger ? 2 : 0),
            Rounding = settings.Truncate ? ByteRounding.Truncate : ByteRounding.Nearest,
        }.Apply(clean);
    }
}
