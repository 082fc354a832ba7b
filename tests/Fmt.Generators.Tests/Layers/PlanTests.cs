using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Xunit;

namespace Fmt.Generators.Tests.Layers;

/// <summary>The plan as data: whatever the network, every value is made once, read while it lives, and ends once.</summary>
public sealed class PlanTests
{
    public static TheoryData<int> Seeds => new(Enumerable.Range(1000, 30));

    private static (NetworkGraph Graph, ForwardPlan Plan) Make(string source)
    {
        var graph = Harness.Problems(Harness.With(source), "Nets.Net").Graph!;
        return (graph, ForwardPlanner.Plan(graph));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Values_live_from_their_making_to_their_last_use(int seed)
    {
        var (graph, plan) = Make(RandomNetwork.Source("Net", seed));
        var alive = new HashSet<int> { 0 };
        var kept = new HashSet<int>();
        foreach (var step in plan.Segments.SelectMany(s => s.Steps))
        {
            Assert.All(step.Reads, v => Assert.Contains(v, alive));
            if (step.Overwrites is { } taken)
            {
                Assert.Equal(taken, step.Reads[0]);
                Assert.DoesNotContain(taken, kept);
                Assert.True(step.Node.Kind!.HasInPlaceForm(step.Node.Arguments, step.Reads.Count));
                Assert.True(alive.Remove(taken));
            }

            Assert.All(step.Frees, v => Assert.True(alive.Remove(v)));
            Assert.True(alive.Add(step.Writes));
            if (step.IsKept) kept.Add(step.Writes);
        }

        Assert.Equal([plan.Output], alive);
        Assert.Equal(graph.Live.Count(l => l), plan.Values);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Segments_end_with_their_sites_and_only_readers_of_the_image_have_a_precision_of_their_own(int seed)
    {
        var (graph, plan) = Make(RandomNetwork.Source("Net", seed));
        Assert.Equal(Enumerable.Range(0, graph.Sites.Count + 1), plan.Segments.Select(s => s.Number));
        Assert.Equal(graph.Sites.Select(s => s.Node), plan.Segments.SkipLast(1).Select(s => s.Steps[^1].Node.Id));
        Assert.Equal(plan.SiteValues, plan.Segments.SkipLast(1).Select(s => s.Steps[^1].Writes));
        Assert.All(plan.Segments.SelectMany(s => s.Steps), s => Assert.Equal(graph.ReadsImage[s.Node.Id], s.Precision == StepPrecision.AsWeights));
    }

    [Fact]
    public void A_sum_overwrites_the_first_input_that_nobody_else_needs()
    {
        const string Members = "[Conv2d(64)] public partial Conv2d A { get; } [ReLU] public partial Activation Kept { get; } [Conv2d(64)] public partial Conv2d B { get; } [Add(nameof(Kept), nameof(B))] public partial Activation Sum { get; } [GlobalAvgPool2d] public partial Activation P { get; } [Flatten] public partial Activation F { get; } [Linear(2)] public partial Linear L { get; }";
        var (_, plan) = Make($"namespace Nets {{ [Network(\"3x8x8\", Classes = 2)] public sealed partial class Net {{ {Members} }} }}");
        var sum = plan.Segments.SelectMany(s => s.Steps).Single(s => s.Node.Path == "Sum");
        // The ReLU's result is kept for its backward pass.
        Assert.Equal((3, 3), (sum.Overwrites, sum.Reads[0]));
        Assert.Equal([2], sum.Frees);
    }
}
