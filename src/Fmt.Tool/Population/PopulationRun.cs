using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Spectre.Console;

namespace Fmt.Tool.Population;

/// <summary>Makes members side by side, each when those that it is made of are there. One that fails stops none but those that need it.</summary>
/// <param name="work">What is done for each.</param>
/// <param name="jobs">How many at a time.</param>
/// <param name="cancellation">Stops all.</param>
internal sealed class PopulationRun(MemberWork work, int jobs, CancellationToken cancellation)
{
    private readonly SemaphoreSlim _places = new(jobs);

    /// <summary>Runs them.</summary>
    /// <param name="members">In the recipe's order; what they need is among them.</param>
    /// <returns>Names of those that failed.</returns>
    public string[] Run(ImmutableArray<Member> members)
    {
        var tasks = new Dictionary<string, Task<bool>>();
        foreach (var member in members)
        {
            Task<bool>[] needs = [.. member.Needs.Select(n => tasks[n.Entry.Name])];
            tasks[member.Entry.Name] = Task.Run(() => Follow(member, needs), CancellationToken.None);
        }

        Task.WaitAll([.. tasks.Values], CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return [.. tasks.Where(t => !t.Value.Result).Select(t => t.Key)];
    }

    private async Task<bool> Follow(Member member, Task<bool>[] needs)
    {
        var there = await Task.WhenAll(needs);
        if (!there.All(t => t))
        {
            if (!cancellation.IsCancellationRequested) Console.Error.WriteLine($"error: {member.Entry.Name}: what it is made of failed.");
            return false;
        }

        await _places.WaitAsync(CancellationToken.None);
        try
        {
            return !cancellation.IsCancellationRequested && Do(member);
        }
        finally
        {
            _places.Release();
        }
    }

    private bool Do(Member member)
    {
        try
        {
            var seen = MemberWork.Done(member);
            var row = seen ?? work.Do(member);
            var what = seen is not null ? "as it was" : row.Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"made in {seconds:0} s") : "measured";
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss}  {member.Entry.Name}: {what}, ACC {row.Rates!.Acc:0.00}{(row.Rates.Asr is { } asr ? FormattableString.Invariant($", ASR {asr:0.00}") : "")}");
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"error: {member.Entry.Name}: {e.Message}");
            return false;
        }
    }
}
