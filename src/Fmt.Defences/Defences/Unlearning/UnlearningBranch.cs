namespace Fmt.Defences;

/// <summary>How perturbation unlearning treats batch norm.</summary>
public enum UnlearningBranch
{
    /// <summary>Clean and perturbed images in one batch, normalised by that batch; statistics are re-estimated on clean images between the phases.</summary>
    BatchStatistics,

    /// <summary>The remembered statistics stay frozen, for networks that lose too much accuracy with others.</summary>
    FrozenStatistics,

    /// <summary>The pixels and warps that lead all images to one class, kept as they were found: where there is no batch norm, or nothing in its memory.</summary>
    FoundTriggers,

    /// <summary>Fine-tuning alone: without batch norm and without a class that stands out, where training is forced.</summary>
    FineTuning,
}
