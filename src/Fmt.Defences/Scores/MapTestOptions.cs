using System.Globalization;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>How FMT's test attacks the maps (arXiv 2307.11565): what the score and the whole method have in common. Defaults are the paper's where it states a value.</summary>
public abstract record MapTestOptions : OptionSet
{
    private protected MapTestOptions()
    {
    }

    /// <summary>Largest change of a pixel, in [0,1]. Paper: 1/255. Released settings: 0.06. In normalised units where normalised values are attacked, see <see cref="ClampNormalised"/>.</summary>
    [Option(Origin.Paper, Min = 0, AboveMin = true, Max = 1, Why = "pixels are in [0,1]; the paper's is 1/255")]
    public double Eps { get; init; } = 1.0 / 255;

    /// <summary>Size of the random start noise, in units of <see cref="Eps"/>. The paper is silent; default <see cref="Eps"/>/2. Released settings: 0.02, or 0.03.</summary>
    [Option(Origin.PaperSilent, Min = 0, AboveMin = true, Max = 1, Why = "without start noise every gradient is exactly zero")]
    public double? Alpha { get; init; }

    /// <summary>Gradient steps. The paper is silent; the released code takes 1.</summary>
    [Option(Origin.ReleasedCode, Min = 1)]
    public int Steps { get; init; } = 1;

    /// <summary>
    /// Size of a step, in units of <see cref="Eps"/>. The paper is silent; default 1.5*Eps for one step (every pixel with a gradient ends on the face
    /// of the ball), 2.5*Eps/Steps for more; Eps where nothing is projected (released code).
    /// </summary>
    [Option(Origin.PaperSilent, Min = 0, AboveMin = true)]
    public double? StepSize { get; init; }

    /// <summary>Keep attacked images within <see cref="Eps"/> of the clean ones. Paper: yes. Without it (released code) one step ends at most Alpha + StepSize away. Default true.</summary>
    [Option(Origin.Paper)]
    public bool ProjectToBall { get; init; } = true;

    /// <summary>
    /// Attack images that are normalised already and normalise them once more on their way into the network, as the released code does: with another
    /// mean than 0 the network then sees images unlike any it knows. No effect where the network normalises nothing. Paper: no. Default false.
    /// </summary>
    [Option(Origin.Paper)]
    public bool DoubleNormalise { get; init; }

    /// <summary>
    /// Clamp normalised values to [0,1], as the released code does, in place of pixels: all that is darker than the mean becomes the mean, all that
    /// is brighter by more than a standard deviation saturates. With this or <see cref="DoubleNormalise"/> it is the normalised values that are
    /// attacked, and Eps, Alpha and StepSize are in their units. Paper: no. Default false.
    /// </summary>
    [Option(Origin.Paper)]
    public bool ClampNormalised { get; init; }

    /// <summary>libtorch threads per job: a block of images in the test, which run side by side, and a fine-tuning. With 1 the result is the same on every number of cores. Default 1.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int ThreadsPerJob { get; init; } = 1;

    internal double StartNoise => Alpha ?? Eps / 2;

    internal double Step => StepSize ?? (!ProjectToBall ? Eps : Steps == 1 ? 1.5 * Eps : 2.5 * Eps / Steps);

    internal bool AttacksNormalisedValues => DoubleNormalise || ClampNormalised;

    /// <inheritdoc/>
    private protected override string? OriginOf(string option) => option == nameof(StepSize) && StepSize is null && !ProjectToBall ? Origin.ReleasedCode : null;

    /// <inheritdoc/>
    private protected override string Text(string option, object? value) => (option, value) switch
    {
        (nameof(Eps), double eps) => Size(eps),
        (nameof(Alpha), _) => Size(StartNoise),
        (nameof(StepSize), _) => Size(Step),
        _ => base.Text(option, value),
    };

    private string Size(double value) => AttacksNormalisedValues
        ? value.ToString("0.######", CultureInfo.InvariantCulture) + " in normalised units"
        : (value * 255).ToString("0.######", CultureInfo.InvariantCulture) + "/255";

    /// <summary>The values that are attacked: pixels, or what the network's normalisation makes of them.</summary>
    internal torch.Tensor Values(torch.Tensor pixels, Normalisation normalisation) => AttacksNormalisedValues ? normalisation.Apply(pixels) : pixels;

    /// <summary>The attack, with the range that the attacked values are clamped to.</summary>
    internal MapAttack Attack(Normalisation normalisation) => new(Eps, Step, Steps)
    {
        Project = ProjectToBall,
        Range = DoubleNormalise && !ClampNormalised ? normalisation : Normalisation.None,
    };

    /// <summary>clamp(x + alpha * signs).</summary>
    internal torch.Tensor Start(torch.Tensor x, torch.Tensor signs, MapAttack attack)
    {
        var (low, high) = attack.Limits(x);
        return torch.minimum(torch.maximum(x + (signs * StartNoise), low), high);
    }
}
