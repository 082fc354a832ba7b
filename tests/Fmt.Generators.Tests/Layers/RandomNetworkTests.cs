using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Fmt.Graph;
using Fmt.Modules;
using Fmt.Tests.LayerRows;
using Microsoft.CodeAnalysis;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Generators.Tests.Layers;

/// <summary>
/// Random networks, compiled in memory and run: the generated pass (in place, freeing as it goes) against the same graph run by hand,
/// value by value, with gradients; prefix and suffix at every site; nothing left behind.
/// </summary>
public sealed class RandomNetworkTests(RandomNetworkTests.Compiled compiled) : IClassFixture<RandomNetworkTests.Compiled>
{
    private const int Count = 80;

    public static TheoryData<int> Numbers => new(Enumerable.Range(0, Count));

    /// <summary>All networks, compiled once.</summary>
    public sealed class Compiled
    {
        private readonly string _source = string.Concat(Enumerable.Range(0, Count).Select(i => RandomNetwork.Source("Net" + CSharp.Of(i), 1000 + i)));

        public Compiled()
        {
            var generated = Harness.Run(Harness.With(_source)).AssertClean();
            using var image = new MemoryStream();
            var result = generated.Output.Emit(image);
            if (!result.Success) throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
            image.Position = 0;
            Assembly = new AssemblyLoadContext("nets", isCollectible: true).LoadFromStream(image);
            Compilation = Harness.Compile(Harness.With(_source));
        }

        private Assembly Assembly { get; }

        private Compilation Compilation { get; }

        public NetworkModule Make(int number) => (NetworkModule)Activator.CreateInstance(Assembly.GetType("Nets.Net" + CSharp.Of(number), throwOnError: true)!)!;

        internal NetworkGraph Graph(int number)
        {
            var type = Compilation.GetTypeByMetadataName("Nets.Net" + CSharp.Of(number))!;
            return GraphBuilder.Build(DeclarationReader.ReadNetwork(type, DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute)!, default)).Graph!;
        }
    }

    [Fact]
    public void Networks_are_varied()
    {
        var nodes = Enumerable.Range(0, Count).SelectMany(i => compiled.Graph(i).Nodes).ToArray();
        Assert.All(new[] { "Conv2d", "BatchNorm2d", "ReLU", "ELU", "MaxPool2d", "AvgPool2d", "Add", "Multiply", "Concat", "Dropout", "Subsample", "ZeroPadChannels" }, k => Assert.True(nodes.Count(n => n.Kind?.Name == k) >= 10, k));
        Assert.True(Enumerable.Range(0, Count).Sum(i => compiled.Graph(i).Sites.Count) > Count);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void State_has_the_predicted_names_and_shapes(int number)
    {
        using var net = compiled.Make(number);
        var graph = compiled.Graph(number);
        var expected = graph.Registration.Select(id => graph.Nodes[id])
            // A scope's own parameters come before its modules.
            .OrderBy(n => n.Kind is ScaleLayer ? 0 : 1)
            .SelectMany(n => n.Kind!.Weights(n.Arguments, graph.Nodes[n.Inputs[0]].Output).Select(w => $"{$"{n.Name}.{w.Name}".TrimEnd('.')} {string.Join("x", w.Shape)} {(w.Counter ? "Int64" : "Float32")}"));
        Assert.Equal(expected, net.StateEntries.Select(e => $"{e.Name} {string.Join("x", e.Shape)} {e.Type}"));
        var trainable = graph.Registration.Sum(id => graph.Nodes[id].Kind!.Weights(graph.Nodes[id].Arguments, graph.Nodes[graph.Nodes[id].Inputs[0]].Output).Where(w => w.Trainable).Sum(w => w.Elements));
        Assert.Equal(trainable, net.parameters().Sum(p => p.numel()));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Pass_and_gradients_are_those_of_the_graph_run_by_hand(int number)
    {
        using var scope = NewDisposeScope();
        using var net = compiled.Make(number);
        var graph = compiled.Graph(number);
        var byChance = graph.Nodes.Any(n => n.Kind is DropoutLayer or Dropout2dLayer or StochasticDepthLayer && n.Arguments.Double("P") > 0);
        foreach (var training in byChance ? new[] { false } : [false, true])
        {
            Fill(net);
            net.train(training);
            var (x, y) = (Images(net, 1).requires_grad_(), Images(net, 1).requires_grad_());
            var (state, leaves) = Leaves(net);
            var values = ByHand(graph, y, state, training);
            var seen = new Dictionary<string, Tensor>();
            var watches = net.AllMaps.Select(m => m.Observe(t => seen[m.Site.Name] = t.detach().alias())).ToArray();
            var logits = net.forward(x);
            foreach (var watch in watches) watch.Dispose();

            AssertClose(values[graph.Output], logits, "logits");
            Assert.All(graph.Nodes.Where(n => graph.Live[n.Id]), n => Assert.Equal([2, .. n.Output.Dims.Select(d => (long)d)], values[n.Id].shape));
            foreach (var site in graph.Sites) AssertClose(values[site.Node], seen[graph.Nodes[site.Node].Name], graph.Nodes[site.Node].Path);
            var weights = rand_like(logits);
            (logits * weights).sum().backward();
            (values[graph.Output] * weights).sum().backward();
            AssertClose(y.grad, x.grad, "images");
            foreach (var (name, leaf) in leaves) AssertClose(leaf.grad, net.StateTensor(name).grad, name);

            // Unobserved, the pass runs in place where it may.
            Fill(net);
            using var plain = net.forward(Images(net, 1));
            AssertClose(values[graph.Output], plain, "unobserved logits");
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Suffix_of_a_prefix_is_the_whole_and_nothing_is_left_behind(int number)
    {
        using var net = compiled.Make(number);
        net.eval();
        using var images = Images(net, 2);
        void Pass()
        {
            using var whole = net.forward(images);
            foreach (var maps in net.AllMaps)
            {
                using var state = maps.Features(images);
                using var before = state.Maps.clone();
                for (var i = 0; i < 2; i++)
                {
                    using var again = maps.Logits(state);
                    Assert.True(Equal(whole, again), maps.Site.Name);
                }

                Assert.True(Equal(before, state.Maps), maps.Site.Name);
            }
        }

        using (no_grad()) Pass();
        var alive = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (no_grad()) Pass();
        Pass();
        Assert.Equal(alive, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static Tensor[] ByHand(NetworkGraph graph, Tensor images, Func<string, Tensor?> state, bool training)
    {
        var values = new Tensor[graph.Nodes.Count];
        foreach (var node in graph.Nodes.Where(n => n.IsInput || graph.Live[n.Id]))
        {
            values[node.Id] = node.IsInput
                ? images
                : LayerRowTable.ByKind[node.Kind!.Name].Run(new LayerCall(node.Arguments, [.. node.Inputs.Select(i => values[i])], last => state($"{graph.Nodes[node.Module].Name}.{last}".TrimEnd('.')), training));
        }

        return values;
    }

    /// <summary>Copies of a network's state, parameters as leaves of their own.</summary>
    private static (Func<string, Tensor?> State, Dictionary<string, Tensor> Leaves) Leaves(NetworkModule net)
    {
        var all = net.StateEntries.ToDictionary(e => e.Name, e => net.StateTensor(e.Name).detach().clone());
        var leaves = net.named_parameters().ToDictionary(p => p.name, p => all[p.name].requires_grad_());
        return (name => all.GetValueOrDefault(name), leaves);
    }

    private static void Fill(NetworkModule net)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator(11, CPU);
        net.zero_grad();
        foreach (var entry in net.StateEntries.Where(e => e.Type == ScalarType.Float32))
        {
            var values = rand([.. entry.Shape], generator: generator);
            net.StateTensor(entry.Name).copy_(entry.Name.EndsWith("running_var", StringComparison.Ordinal) ? values + 0.5 : values - 0.5);
        }
    }

    private static Tensor Images(NetworkModule net, ulong seed)
    {
        using var generator = new Generator(seed, CPU);
        return rand([2, net.InputShape.Channels, net.InputShape.Height, net.InputShape.Width], generator: generator);
    }

    private static bool Equal(Tensor a, Tensor b)
    {
        using var each = a.eq(b);
        using var equal = each.all();
        return equal.ToBoolean();
    }

    private static void AssertClose(Tensor? expected, Tensor? actual, string what)
    {
        if (expected is null || actual is null)
        {
            // zero_grad leaves zeros where autograd by hand leaves nothing.
            var one = expected ?? actual;
            Assert.True(one is null || one.abs().sum().ToDouble() == 0, what + ": only one has a value");
            return;
        }

        Assert.Equal(expected.shape, actual.shape);
        var scale = Math.Max(1, expected.detach().abs().max().ToDouble());
        var difference = (expected.detach() - actual.detach()).abs().max().ToDouble();
        Assert.True(difference <= 2e-5 * scale, $"{what}: differs by {difference:g3} of {scale:g3}");
    }
}
