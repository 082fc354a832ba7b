using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Fmt.Tool.Running;
using Spectre.Console.Cli;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>What holds for the options of every command: they are found, not listed.</summary>
public sealed class NumberOptionTests
{
    private static Type[] Commands => [.. typeof(CommandLine).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CommandSettings)) && !t.IsAbstract)];

    public static TheoryData<string> Names => [.. Commands.SelectMany(c => Options(c).Select(p => $"{c.FullName} {p.Name}"))];

    [Fact]
    public void Every_command_line_is_checked()
    {
        Assert.InRange(Commands.Length, 9, 30);
        Assert.All(Commands, c => Assert.True(c.IsSubclassOf(typeof(CheckedSettings)), c.Name));
        // Any whole number is a seed.
        var open = Commands.SelectMany(Options).Where(p => p.GetCustomAttribute<RangeAttribute>() is null && Kind(p) is { } kind && (kind == typeof(int) || kind == typeof(double)));
        Assert.All(open, p => Assert.Equal("Seed", p.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_that_no_work_could_begin_with_is_refused_by_name(string name)
    {
        var (command, property) = (Commands.Single(c => c.FullName == name.Split(' ')[0]), name.Split(' ')[1]);
        var option = command.GetProperty(property)!;
        foreach (var value in Wrong(option))
        {
            var settings = (CheckedSettings)Activator.CreateInstance(command)!;
            option.SetValue(settings, value);
            foreach (var other in Options(command).Where(p => p.Name != property && p.PropertyType == typeof(string) && p.GetValue(settings) is "")) other.SetValue(settings, "given");
            // What a parser would have put there.
            foreach (var other in Options(command).Where(p => p.Name != property && p.GetCustomAttribute<RangeAttribute>() is { } r && Nullable.GetUnderlyingType(p.PropertyType) is null))
                other.SetValue(settings, Convert.ChangeType(other.GetCustomAttribute<RangeAttribute>()!.Max / 2, other.PropertyType, CultureInfo.InvariantCulture));
            var wrong = settings.Validate();
            Assert.False(wrong.Successful);
            var shown = (value is string or string[]) ? "is empty" : FormattableString.Invariant($"is {value}; it must be ");
            Assert.StartsWith($"{CommandLine.Name(option)} {shown}", wrong.Message);
        }
    }

    [Theory]
    [InlineData("--epochs is 'abc'; it must be a whole number", "train", "case.json", "--epochs", "abc")]
    [InlineData("--epochs is '99999999999'; it must be a whole number", "train", "case.json", "--epochs=99999999999")]
    [InlineData("--rate is 'inf'; it must be a number", "train", "case.json", "--rate", "inf")]
    [InlineData("--jobs is 'x'; it must be a number", "compare", "cases", "--jobs", "x")]
    [InlineData("--seeds has '99999999999'; seeds are whole numbers", "compare", "cases", "--seeds", "1,99999999999")]
    [InlineData("--seeds is ','; give one whole number", "signs", "cases", "--seeds", ",")]
    [InlineData("--device is 'nonsense'; it must be cpu, cuda", "train", "case.json", "--device", "nonsense")]
    [InlineData("--report is empty", "defend", "--case", "case.json", "--report", "")]
    public async Task Errors_name_option_and_value(string says, params string[] arguments)
    {
        var run = await ToolProcess.RunAsync(arguments);
        Assert.Equal(arguments[0] == "defend" ? 1 : 2, run.Code);
        Assert.StartsWith("error: " + says, run.Error);
    }

    private static IEnumerable<PropertyInfo> Options(Type command) => command.GetProperties().Where(p => CommandLine.Name(p) is not null);

    private static Type? Kind(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static object[] Wrong(PropertyInfo option)
    {
        if (option.PropertyType == typeof(string)) return ["", " "];
        if (option.PropertyType == typeof(string[])) return [new[] { "" }];
        if (option.GetCustomAttribute<RangeAttribute>() is not { } range) return [];
        double[] beyond = [range.Min - (range.AboveMin ? 0 : 1), range.Max + (range.BelowMax ? 0 : 1)];
        return Kind(option) == typeof(int) ? [.. beyond.Select(b => (object)(int)b)] : [.. beyond.Append(double.NaN).Append(double.PositiveInfinity).Select(b => (object)b)];
    }
}
