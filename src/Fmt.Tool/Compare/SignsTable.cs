using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Signs;

namespace Fmt.Tool.Compare;

/// <summary>What a method that looks for signs said of every network, and how often it was right.</summary>
internal static class SignsTable
{
    /// <summary>One table per method that looks for signs.</summary>
    public static IEnumerable<TextTable> Of(Comparison comparison) => comparison.Cases.SelectMany(c => c.Methods).Select(m => m.Method).Distinct()
        .Select(method => (Method: method, Runs: Runs(comparison, method))).Where(m => m.Runs.Length > 0).Select(m => Table(m.Method, m.Runs));

    private static (string Case, MethodResult Result)[] Runs(Comparison comparison, string method) =>
        [.. from c in comparison.Cases from m in c.Methods where m.Method == method from r in m.Results where r.State is not null select (c.Case, r)];

    private static TextTable Table(string method, (string Case, MethodResult Result)[] runs)
    {
        string[] names = [.. runs.SelectMany(r => r.Result.Signs.Keys).Distinct().Order(StringComparer.Ordinal)];
        MethodResult[] innocent = [.. runs.Select(r => r.Result).Where(r => Backdoored.Is(r.Before) == false)], backdoored = [.. runs.Select(r => r.Result).Where(r => Backdoored.Is(r.Before) == true)];
        return new TextTable(
            $"{method}: signs",
            $"Innocent (no trigger, or an ASR under {Backdoored.Innocent}): {Counts(innocent)}. Backdoored (ASR of {Backdoored.Attacked} or more): {Counts(backdoored)}. Numbers that were not needed are missing.",
            ["network", "ASR", "verdict", .. names],
            [.. runs.Select(r => (string[])[r.Case, TextTable.One(r.Result.Before.Asr), Words(r.Result.State!.Value), .. names.Select(n => r.Result.Signs.TryGetValue(n, out var v) ? v.ToString("G3", CultureInfo.InvariantCulture) : "-")])]);
    }

    private static string Counts(MethodResult[] runs) =>
        string.Create(CultureInfo.InvariantCulture, $"{Count(runs, SignState.Found)} of {runs.Length} runs with a sign, {Count(runs, SignState.NoneKnown)} without, {Count(runs, SignState.NotValid)} not valid");

    private static int Count(MethodResult[] runs, SignState state) => runs.Count(r => r.State == state);

    private static string Words(SignState state) => state switch { SignState.Found => "sign", SignState.NoneKnown => "no known sign", _ => "not valid" };
}
