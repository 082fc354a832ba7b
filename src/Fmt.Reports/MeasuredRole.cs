
namespace Fmt.Reports;

/// <summary>What a row of figures is about.</summary>
internal enum MeasuredRole
{
    Before,

    /// <summary>The defended network in another state than the final one: before its fine-tuning, or trained on after it.</summary>
    Between,
    After,
    Control,
    Innocent,
}
