using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Fmt.Modules;
using Xunit;

namespace Fmt.Generators.Tests.States;

/// <summary>A declaration is refused, or it has exactly the state_dict that the documentation's rules give it. There is nothing third.</summary>
public sealed class StateDictTests
{
    private const int Count = 240;

    [Fact]
    public void Random_declarations_are_refused_or_have_the_state_that_the_documentation_says()
    {
        var made = Enumerable.Range(0, Count).Select(i => new RandomDeclaration(i).Make($"Net{i}")).ToArray();
        var source = string.Concat(made.SelectMany(m => m.Blocks.Append(m.Network)).Select(RandomDeclaration.Source));
        var generated = Harness.Run(Harness.With("namespace Nets;\n" + source));
        Assert.Empty(generated.Reported);
        generated.AssertCompiles();
        using var image = new MemoryStream();
        Assert.True(generated.Output.Emit(image).Success);
        image.Position = 0;
        var assembly = new AssemblyLoadContext("states", isCollectible: true).LoadFromStream(image);
        var right = made.Count(m => IsRight(assembly, m.Network));
        // Else the test would say little.
        Assert.InRange(right, Count / 4, Count * 9 / 10);
    }

    /// <summary>Whether it is accepted; its state is then asserted.</summary>
    private static bool IsRight(Assembly assembly, Declared network)
    {
        NetworkModule module;
        try
        {
            module = (NetworkModule)Activator.CreateInstance(assembly.GetType("Nets." + network.Name, throwOnError: true)!)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is InvalidOperationException { Message: var message } && message.StartsWith("The declaration of", StringComparison.Ordinal))
        {
            return false;
        }

        using (module)
        {
            var actual = module.StateEntries.Select(e => $"{e.Name} {string.Join("x", e.Shape)}").ToArray();
            var said = PlainReading.Of(network, RandomDeclaration.Channels, RandomDeclaration.Classes);
            Assert.True(said.SequenceEqual(actual), $"{RandomDeclaration.Source(network)}\nsaid, and not there: {string.Join(", ", said.Except(actual))}\nthere, and not said: {string.Join(", ", actual.Except(said))}");
        }

        return true;
    }
}
