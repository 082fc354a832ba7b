namespace Fmt.Defences;

/// <summary>What perturbation unlearning does with a network in which it finds no sign of a backdoor.</summary>
public enum WhenNoSign
{
    /// <summary>It stays as it came.</summary>
    LeaveAlone,

    /// <summary>It is fine-tuned on the clean images, as a precaution: backdoors without a sign have been weak.</summary>
    FineTune,
}
