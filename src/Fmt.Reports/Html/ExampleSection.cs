using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;

namespace Fmt.Reports.Html;

/// <summary>Test images as they are and with the trigger, their difference, and the predictions before and after.</summary>
internal static class ExampleSection
{
    /// <summary>More would say no more and make the page heavy.</summary>
    private const int Shown = 12;

    /// <summary>A grey that is seen on black.</summary>
    private const int Visible = 96;

    public static Markup Of(ImmutableArray<ExampleImage> examples)
    {
        if (examples.IsEmpty) return Markup.Of($"<p>There was no test set to take examples from.</p>");
        var section = Markup.Of($"<div class=\"examples\">");
        foreach (var example in examples.Take(Shown)) section.Add(Example(example));
        section.Add($"</div>");
        if (examples.Length > Shown) section.Add($"<p class=\"small\">The first {Shown} of {examples.Length} examples.</p>");
        return section;
    }

    private static Markup Example(ExampleImage image)
    {
        var stamped = !image.Triggered.IsDefaultOrEmpty;
        var article = Markup.Of($"<article><h3>{image.Label}</h3><div class=\"shots\">").Add(Shot(image, image.Clean.AsSpan(), "clean"));
        if (stamped)
        {
            var difference = Difference(image, out var gain);
            article.Add(Shot(image, image.Triggered.AsSpan(), "with trigger"));
            article.Add(Shot(image, difference, gain == 0 ? "no difference" : $"difference ×{Figures.Count(gain)}"));
        }
        article.Add($"</div><table><thead><tr><td><th scope=\"col\">Before<th scope=\"col\">After</thead><tbody>");
        article.Add($"<tr><th scope=\"row\">clean<td>{Prediction(image.CleanBefore, image.Label)}<td>{Prediction(image.CleanAfter, image.Label)}");
        if (stamped && image is { TriggeredBefore: { } before, TriggeredAfter: { } after })
            article.Add($"<tr><th scope=\"row\">with trigger<td>{Prediction(before, image.Label)}<td>{Prediction(after, image.Label)}");
        return article.Add($"</tbody></table></article>");
    }

    private static Markup Shot(ExampleImage image, ReadOnlySpan<byte> pixels, string caption)
    {
        var picture = Pictures.Image(image.Channels, image.Height, image.Width, pixels);
        return Markup.Of($"<figure><img src=\"{picture}\" width=\"{image.Width}\" height=\"{image.Height}\" alt=\"{image.Label}, {caption}\"><figcaption>{caption}</figcaption></figure>");
    }

    private static Markup Prediction(string predicted, string label) =>
        predicted == label ? Markup.Of($"{predicted}") : Markup.Of($"{predicted} <span class=\"wrong\">wrong</span>");

    /// <summary>
    /// The absolute difference, amplified so that the middle one of those that are not zero becomes <see cref="Visible"/>;
    /// scaled by the largest, a faint pattern over the whole image would vanish beside a few strong pixels.
    /// </summary>
    private static byte[] Difference(ExampleImage image, out int gain)
    {
        if (image.Triggered.Length != image.Clean.Length)
            throw new ArgumentException($"An example image labelled '{image.Label}' has {image.Clean.Length} clean and {image.Triggered.Length} triggered bytes; they must be as many.");
        int[] difference = [.. image.Clean.Zip(image.Triggered, (clean, triggered) => Math.Abs(clean - triggered))];
        int[] changed = [.. difference.Where(value => value > 0).Order()];
        var times = changed.Length == 0 ? 0 : Math.Max(1, Visible / changed[changed.Length / 2]);
        gain = times;
        return [.. difference.Select(value => (byte)Math.Min(byte.MaxValue, value * times))];
    }
}
