namespace Fmt.Signs;

/// <summary>How often the verdict that <see cref="SignState"/> is was right on networks whose state was known, and which were looked at once, after everything was fixed (docs/signs.md).</summary>
/// <param name="Innocent">Innocent networks.</param>
/// <param name="FalseAlarms">Innocent ones in which a sign was found.</param>
/// <param name="InnocentNotValid">Innocent ones for which the test was not valid.</param>
/// <param name="Backdoored">Backdoored ones, with an ASR above 90 or as the table says.</param>
/// <param name="Missed">Backdoored ones in which no known sign was found.</param>
/// <param name="BackdooredNotValid">Backdoored ones for which the test was not valid.</param>
public sealed record SignRates(int Innocent, int FalseAlarms, int InnocentNotValid, int Backdoored, int Missed, int BackdooredNotValid)
{
    /// <summary>The networks of examples/Population/judges.json.</summary>
    public static SignRates LookedAtOnce { get; } = new(15, 1, 2, 15, 5, 2);
}
