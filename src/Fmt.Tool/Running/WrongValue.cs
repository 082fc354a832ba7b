using System;
using System.Text.RegularExpressions;
using Spectre.Console.Cli;

namespace Fmt.Tool.Running;

/// <summary>The parser's error about a value that is no number says neither which option it was for nor what it should be.</summary>
internal static partial class WrongValue
{
    /// <summary>Its message, with the option's name where it is such a one.</summary>
    /// <param name="e">The parser's error.</param>
    /// <param name="args">The command line.</param>
    public static string Message(CommandAppException e, string[] args)
    {
        if (Failed().Match(e.Message) is not { Success: true } failed) return e.Message;
        var value = failed.Groups[1].Value;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == value && i > 0 && args[i - 1].StartsWith('-')) return Error(args[i - 1], value, e);
            if (args[i].StartsWith("--", StringComparison.Ordinal) && args[i].EndsWith("=" + value, StringComparison.Ordinal)) return Error(args[i][..^(value.Length + 1)], value, e);
        }

        return e.Message;
    }

    private static string Error(string option, string value, CommandAppException e) =>
        $"{option} is '{value}'; it must be {(e.Message.EndsWith("Int32.", StringComparison.Ordinal) ? "a whole number that is not too large" : "a number that is not too large")}.";

    [GeneratedRegex("^Failed to convert '(.*)' to ", RegexOptions.Singleline)]
    private static partial Regex Failed();
}
