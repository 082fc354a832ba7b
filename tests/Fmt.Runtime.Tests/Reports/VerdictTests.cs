using Fmt.Defences;
using Fmt.Metrics;
using Fmt.Reports;
using Xunit;

namespace Fmt.Tests.Reports;

public sealed class VerdictTests
{
    [Theory]
    // before, after, fine-tuning only, random pruning
    [InlineData(98, 12, 41, 38, VerdictFinding.BetterThanControls, "lower than its best control (random pruning with fine-tuning: 38.0 %)")]
    [InlineData(98, 12, 13.9, 60, VerdictFinding.NotBetterThanControls, "fine-tuning alone reached 13.9 %, within noise of one run: the defence is not better than its controls")]
    [InlineData(98, 12, 14, 60, VerdictFinding.BetterThanControls, "(fine-tuning alone: 14.0 %)")]
    [InlineData(98, 12, 60, 3, VerdictFinding.NotBetterThanControls, "random pruning with fine-tuning reached 3.0 %: the defence is worse than its controls")]
    [InlineData(98, 60, 90, 90, VerdictFinding.StillWorks, "the trigger still works")]
    [InlineData(98, 60, 60, 90, VerdictFinding.NotBetterThanControls, "the trigger still works")]
    [InlineData(98, 96.1, 98, 98, VerdictFinding.Unchanged, "The backdoor is still there: the attack success rate was 98.0 % before and is 96.1 % after, within noise of one run.")]
    [InlineData(98, 99.9, 98, 98, VerdictFinding.Unchanged, "still there")]
    [InlineData(60, 75, 60, 60, VerdictFinding.Worse, "rose from 60.0 % to 75.0 %")]
    [InlineData(3, 5, 3, 3, VerdictFinding.Worse, "rose from 3.0 % to 5.0 %")]
    [InlineData(12, 2, 9, 9, VerdictFinding.TriggerHardlyWorked, "cannot show a removal")]
    [InlineData(1, 1, 1, 1, VerdictFinding.TriggerHardlyWorked, "hardly worked to begin with")]
    public void Attack_success_is_compared_with_before_and_with_the_controls(
        double before, double after, double finetuneOnly, double random, VerdictFinding finding, string says)
    {
        var verdict = Verdict.Of(SampleReports.Full with
        {
            Before = new Rates(93, before, 1),
            After = new Rates(92, after, 85),
            Controls = new ControlRates(new Rates(92, finetuneOnly, 50), new Rates(92, random, 50)),
        });

        Assert.Equal(finding, verdict.Finding);
        Assert.Contains(says, verdict.Sentence);
    }

    [Fact]
    public void Nothing_is_said_of_the_attack_where_no_trigger_is_known()
    {
        var verdict = Verdict.Of(SampleReports.NoTrigger);

        Assert.Equal(VerdictFinding.NoTriggerKnown, verdict.Finding);
        Assert.Equal("No trigger is known, so nothing can be said about the attack success rate; clean accuracy was 93.5 % before and is 91.3 % after.", verdict.Sentence);
    }

    [Fact]
    public void An_undefined_rate_counts_as_unknown() =>
        Assert.Equal(VerdictFinding.NoTriggerKnown, Verdict.Of(SampleReports.Full with { After = new Rates(90, double.NaN, double.NaN) }).Finding);

    [Fact]
    public void Without_controls_the_pruning_gets_no_credit()
    {
        var verdict = Verdict.Of(SampleReports.NoControls);

        Assert.Equal(VerdictFinding.NothingToCompare, verdict.Finding);
        Assert.Contains("it cannot be said whether the pruning did it", verdict.Sentence);
    }

    [Fact]
    public void A_control_that_lost_its_accuracy_is_no_match()
    {
        var verdict = Verdict.Of(SampleReports.Full with { Controls = new ControlRates(new Rates(92, 41, 50), new Rates(20, 0, 20)) });

        Assert.Equal(VerdictFinding.BetterThanControls, verdict.Finding);
        Assert.Contains("fine-tuning alone: 41.0 %", verdict.Sentence);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(double.NaN)]
    public void A_network_that_errs_has_not_forgotten_the_trigger(double accuracy)
    {
        var verdict = Verdict.Of(SampleReports.Full with { After = new Rates(accuracy, 0, 10), Controls = null });

        Assert.Equal(VerdictFinding.AccuracyLost, verdict.Finding);
        Assert.Contains("a network that errs misses the target too", verdict.Sentence);
    }

    [Fact]
    public void Stamped_images_that_still_miss_their_label_are_mentioned()
    {
        var report = SampleReports.Full with { After = new Rates(92, 5, 30) };

        Assert.Contains("stamped images get their true label in only 30.0 %", Verdict.Of(report).Sentence);
        Assert.DoesNotContain("true label", Verdict.Of(report with { After = new Rates(92, 5, 72) }).Sentence);
    }

    [Fact]
    public void A_network_left_alone_without_a_known_trigger()
    {
        var verdict = Verdict.Of(SampleRepairs.LeftAlone);

        Assert.Equal(VerdictFinding.LeftAlone, verdict.Finding);
        Assert.Equal("No sign found: left alone. No trigger is known, so nothing can be said about the attack success rate; clean accuracy is 84.4 %.", verdict.Sentence);
    }

    [Theory]
    [InlineData(97.5, VerdictFinding.SignMissed, "The sign was missed: none was found and the network was left alone, but the trigger works, with an attack success rate of 97.5 %.")]
    [InlineData(20, VerdictFinding.SignMissed, "The sign was missed")]
    [InlineData(19.9, VerdictFinding.LeftAlone, "hardly works on this network (attack success rate 19.9 %)")]
    public void A_network_left_alone_although_the_trigger_works_is_a_miss(double asr, VerdictFinding finding, string says)
    {
        var verdict = Verdict.Of(SampleRepairs.Missed with { Before = new Rates(84.4, asr, 2), After = new Rates(84.4, asr, 2) });

        Assert.Equal(finding, verdict.Finding);
        Assert.Contains(says, verdict.Sentence);
    }

    [Theory]
    [InlineData(1.2, VerdictFinding.BetterThanControls, "; after the re-activation test it is 1.2 %")]
    [InlineData(19.9, VerdictFinding.BetterThanControls, "; after the re-activation test it is 19.9 %")]
    [InlineData(20, VerdictFinding.Shallow, "; the repair is shallow: after the re-activation test the attack success rate is 20.0 % again")]
    [InlineData(84.7, VerdictFinding.Shallow, "shallow")]
    public void A_backdoor_that_comes_back_was_only_covered(double again, VerdictFinding finding, string says)
    {
        var verdict = Verdict.Of(SampleRepairs.Repaired with { ReActivated = new Rates(84, again, 50) });

        Assert.Equal(finding, verdict.Finding);
        Assert.Contains(says, verdict.Sentence);
    }

    [Fact]
    public void What_is_worse_than_shallow_is_found_first()
    {
        var shallow = SampleRepairs.Repaired with { ReActivated = new Rates(84, 85, 10) };

        Assert.Equal(VerdictFinding.NotBetterThanControls, Verdict.Of(shallow with { Controls = new ControlRates(new Rates(84, 0.5, 80), null) }).Finding);
        Assert.Equal(VerdictFinding.AccuracyLost, Verdict.Of(shallow with { After = new Rates(60, 1, 50) }).Finding);
        Assert.Equal(VerdictFinding.StillWorks, Verdict.Of(shallow with { After = new Rates(83, 40, 50) }).Finding);
        Assert.Equal(VerdictFinding.Shallow, Verdict.Of(shallow with { Controls = null }).Finding);
    }

    [Theory]
    // The innocent networks of the sample score 81.6 and 84.2; two points are noise.
    [InlineData(79.5, "in 79.5 %, below what networks score that do not know the trigger (81.6 to 84.2 %)")]
    [InlineData(79.6, "in 79.6 %, as in networks that do not know the trigger (81.6 to 84.2 %)")]
    [InlineData(86.2, "in 86.2 %, as in networks that do not know the trigger")]
    [InlineData(86.3, "in 86.3 %, above what networks score that do not know the trigger")]
    public void RA_is_judged_against_innocent_networks_where_there_are_any(double ra, string says) =>
        Assert.Contains("stamped images get their true label " + says, Verdict.Of(SampleRepairs.Repaired with { After = new Rates(90, 1.3, ra) }).Sentence);

    [Fact]
    public void One_innocent_network_is_a_ceiling_too_and_one_without_RA_is_none()
    {
        var report = SampleRepairs.Repaired with { After = new Rates(90, 1.3, 62) };

        Assert.Contains("in 62.0 %, as in networks that do not know the trigger (64.0 %).", Verdict.Of(report with { Innocent = [new("one", new Rates(84, 1, 64))] }).Sentence);
        Assert.Contains("in only 62.0 %", Verdict.Of(report with { Innocent = [new("one", new Rates(84))] }).Sentence);
    }

    [Fact]
    public void A_repair_without_a_known_trigger_says_only_that_there_was_a_sign()
    {
        var verdict = Verdict.Of(SampleRepairs.RepairedWithoutTrigger);

        Assert.Equal(VerdictFinding.NoTriggerKnown, verdict.Finding);
        Assert.EndsWith("There was a sign of a backdoor before.", verdict.Sentence);
        Assert.EndsWith("There was a sign of a backdoor before.", Verdict.Of(SampleRepairs.NoBatchNorm).Sentence);
        Assert.StartsWith("No sign found: left alone", Verdict.Of(SampleRepairs.NoClass).Sentence);
        Assert.Contains("whether the defence did it", Verdict.Of(SampleRepairs.Repaired with { Controls = null }).Sentence);
    }
}
