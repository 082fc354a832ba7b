using System;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Metrics;

/// <summary>What a network is measured on.</summary>
/// <param name="Test">The clean test images.</param>
/// <param name="Trigger">The attack's trigger; null where none is known, then only ACC is measured.</param>
/// <param name="Goal">What the attack wants; given exactly where the trigger is.</param>
public sealed record Evaluation(ImageSet Test, Trigger? Trigger = null, AttackGoal? Goal = null)
{
    /// <summary>Whether ASR and RA can be measured.</summary>
    public bool HasAttack => Trigger is not null && Goal is not null;

    /// <summary>Checks that trigger and goal are both there or both absent, and fit the images and classes.</summary>
    /// <exception cref="DataException">They do not.</exception>
    public void Check()
    {
        ArgumentNullException.ThrowIfNull(Test);
        if (Trigger is null != Goal is null)
            throw new DataException($"a {(Trigger is null ? "goal without a trigger" : "trigger without a goal")} was given; give both, or none to measure ACC alone.", Test.Source);
        if (Trigger is null || Goal is null) return;
        if ((Trigger.Channels, Trigger.Height, Trigger.Width) != (Test.Channels, Test.Height, Test.Width))
            throw new DataException(FormattableString.Invariant($"the trigger is for images of {Trigger.Channels}x{Trigger.Height}x{Trigger.Width}, the test images are {Test.Channels}x{Test.Height}x{Test.Width}."), Test.Source);
        if (Goal.Misfit("the test set", Test.Classes) is { } misfit) throw new DataException(misfit, Test.Source);
    }
}
