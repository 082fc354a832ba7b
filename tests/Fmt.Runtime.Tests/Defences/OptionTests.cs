using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Options;
using Fmt.Scores;
using Xunit;

namespace Fmt.Tests.Defences;

/// <summary>What holds for the options of every method, score and check in the library: they are found, not listed.</summary>
public sealed class OptionTests
{
    public static TheoryData<Type> Sets =>
        [.. typeof(OptionSet).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(OptionSet)) && !t.IsAbstract && t.GetConstructor([]) is not null).OrderBy(t => t.Name, StringComparer.Ordinal)];

    [Fact]
    public void Every_defence_and_every_score_has_its_options_in_one_shape()
    {
        var methods = typeof(IDefence).Assembly.GetTypes().Where(t => !t.IsAbstract && (typeof(IDefence).IsAssignableFrom(t) || typeof(IFeatureMapScore).IsAssignableFrom(t))).ToArray();
        Assert.InRange(methods.Length, 18, 60);
        // What is made of other methods, or shares another's copy, has none of its own.
        Assert.Equal(["ClpScore", "DefenceSequence", "NwcScore", "RankAverage", "RnpScore"], methods.Where(t => !t.IsSubclassOf(typeof(OptionSet))).Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_number_has_its_range_and_a_value_out_of_it_names_option_value_and_range(Type type)
    {
        var usual = (OptionSet)Activator.CreateInstance(type)!;
        usual.Check();
        foreach (var (property, option) in Options(type))
        {
            foreach (var (value, written) in Wrong(property.PropertyType, option))
            {
                var set = (OptionSet)Activator.CreateInstance(type)!;
                property.SetValue(set, value);
                var message = Assert.ThrowsAny<ArgumentException>(set.Check).Message;
                Assert.Contains($"{type.Name}.{property.Name} is {written}; it must be ", message);
            }
        }
    }

    [Fact]
    public void Options_of_trainings_and_attacks_have_their_ranges_too()
    {
        static void Refused<T>(T options, string says)
            where T : notnull => Assert.Contains(says, Assert.ThrowsAny<ArgumentException>(() => OptionRange.Check(options)).Message);

        var plan = new FineTuning(1, 0.1, 0.1, 0.9, 0, 32, Augmentation.None, false, 0);
        plan.Check();
        Refused(plan with { BatchSize = 0 }, "FineTuning.BatchSize is 0; it must be at least 1.");
        Refused(plan with { LearningRate = double.NaN }, "FineTuning.LearningRate is NaN; it must be at least 0.");
        Refused(plan with { Momentum = 1 }, "FineTuning.Momentum is 1; it must be at least 0 and below 1.");
        Refused(new AdversarialTraining(1e300), "AdversarialTraining.Eps is 1E+300; it must be above 0 and at most 1.");
        Refused(new TrojanOptions(Step: double.NaN), "TrojanOptions.Step is NaN");
        Refused(new InputAwareOptions(Density: 2), "InputAwareOptions.Density is 2; it must be at least 0 and at most 1.");
        Assert.ThrowsAny<ArgumentException>((plan with { Adversarial = new AdversarialTraining(0) }).Check);
        Type[] records = [typeof(FineTuning), typeof(AdversarialTraining), typeof(TrojanOptions), typeof(InputAwareOptions)];
        var open = records.SelectMany(t => t.GetProperties()).Where(p => (p.PropertyType == typeof(int) || p.PropertyType == typeof(double)) && p.GetCustomAttribute<OptionAttribute>() is null);
        Assert.All(open, p => Assert.Equal("Seed", p.Name));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_public_setting_is_an_option_and_is_listed_once_with_its_default_and_origin(Type type)
    {
        var usual = (OptionSet)Activator.CreateInstance(type)!;
        var listed = usual.List();
        Assert.Equal(Options(type).Select(o => o.Property.Name).Order(), listed.Select(s => s.Name).Order());
        Assert.All(listed, s => Assert.False(string.IsNullOrWhiteSpace(s.Origin)));
        Assert.DoesNotContain(listed, s => s.Origin == "set");
        foreach (var (property, _) in Options(type).Where(o => o.Property.PropertyType == typeof(bool)))
        {
            var set = (OptionSet)Activator.CreateInstance(type)!;
            property.SetValue(set, !(bool)property.GetValue(set)!);
            Assert.Contains(set.List(), s => s.Name == property.Name && s.Origin is "set" or "released code");
            Assert.NotEqual(usual.Identity, set.Identity);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Numbers_and_switches_without_an_attribute_are_forgotten_options(Type type)
    {
        var forgotten = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.SetMethod is not null && p.GetCustomAttribute<OptionAttribute>() is null)
            .Where(p => p.PropertyType.IsPrimitive || p.PropertyType.IsEnum || Nullable.GetUnderlyingType(p.PropertyType) is not null);
        Assert.Empty(forgotten.Select(p => p.Name));
    }

    private static IEnumerable<(PropertyInfo Property, OptionAttribute Option)> Options(Type type) =>
        type.GetProperties().Select(p => (Property: p, Option: p.GetCustomAttribute<OptionAttribute>())).Where(p => p.Option is not null).Select(p => (p.Property, p.Option!));

    /// <summary>Values just out of range, and what the error calls them.</summary>
    private static IEnumerable<(object Value, string Written)> Wrong(Type type, OptionAttribute option)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        double[] bounds = [.. new[] { option.Min - (option.AboveMin ? 0 : 1), option.Max + (option.BelowMax ? 0 : 1) }.Where(double.IsFinite)];
        if (kind == typeof(double)) return [(double.NaN, "NaN"), .. bounds.Select(b => ((object)b, FormattableString.Invariant($"{b}")))];
        if (kind == typeof(int)) return bounds.Select(b => ((object)(int)b, FormattableString.Invariant($"{b}")));
        if (kind == typeof(ImmutableArray<double>)) return [(ImmutableArray.Create(1, double.NaN), "1, NaN"), (ImmutableArray<double>.Empty, "empty")];
        if (kind == typeof(ImmutableArray<int>)) return [(ImmutableArray.Create(1, (int)bounds[0]), FormattableString.Invariant($"1, {bounds[0]}")), (ImmutableArray<int>.Empty, "empty")];
        return kind.IsEnum ? [(Enum.ToObject(kind, 99), "99")] : [];
    }
}
