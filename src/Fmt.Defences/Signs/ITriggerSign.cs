using Fmt.Engine;

namespace Fmt.Signs;

/// <summary>A sign that finds something that can be put on images and leads them to a class: what it found can be unlearnt.</summary>
internal interface ITriggerSign : ISign
{
    /// <summary>From where its statistic counts.</summary>
    double Threshold { get; }

    /// <summary>Looks, and hands over what leads most images to the class that the reading names.</summary>
    /// <returns>The reading, and the perturbation, the caller's.</returns>
    (SignReading Reading, UniversalPerturbation Found) Search(Looking looking);
}
