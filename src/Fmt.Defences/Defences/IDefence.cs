using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>
/// A way to take a backdoor out of a network: pruning, training, or both. It changes the network in place and leaves it in evaluation mode; what must be masked for
/// good stays masked. It sees clean images only: whoever measures ASR does so outside. Run it by <see cref="Defence.Apply"/>, or with measurements and controls by
/// <see cref="DefenceRun"/>.
/// </summary>
public interface IDefence
{
    /// <summary>The method's name in the papers, for instance <c>FT-SAM</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Changes the network, for better or worse. Callers use <see cref="Defence.Apply"/>, which holds images back to judge the outcome by and never hands back a
    /// network that lost more than a bound.
    /// </summary>
    /// <param name="network">A generated network; changed.</param>
    /// <param name="clean">Clean images with true labels, all of which training may see.</param>
    /// <param name="context">Seed, progress, cancellation, what the work cost.</param>
    /// <returns>What was done, for the report.</returns>
    DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context);

    /// <summary>One more attempt, with batch norm's statistics frozen, where the first one cost too much accuracy.</summary>
    /// <param name="network">The network as it came; changed.</param>
    /// <param name="clean">The same images.</param>
    /// <param name="context">The same seed.</param>
    /// <param name="first">What the first attempt did; null where it failed.</param>
    DefenceTrace AttemptFrozen(NetworkModule network, ImageSet clean, RunContext context, DefenceTrace? first) => Attempt(network, clean, context with { FrozenStatistics = true });

    /// <summary>Refuses options that are out of range, and a network that the method cannot work on, before anything is computed.</summary>
    /// <param name="network">The network to be defended.</param>
    void CheckBefore(NetworkModule network) => (this as Options.OptionSet)?.Check();

    /// <summary>What the outcome is to be read beside. Default: plain fine-tuning.</summary>
    DefenceControls Controls => new(new FineTune(), null);

    /// <summary>libtorch threads that it computes with; as many runs side by side as the cores hold.</summary>
    int ThreadsPerJob => Workers.TrainingThreads;
}
