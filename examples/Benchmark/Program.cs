using System;
using Fmt.Benchmark;

// Timings live here, never in a test. Medians over interleaved rounds; the command stands beside each figure in docs/performance.md.
switch (args)
{
    case ["generator"]:
        GeneratorBenchmark.Run();
        return 0;
    case ["forward"]:
        ForwardBenchmark.Run();
        return 0;
    case ["forward", var variant, var network, var mode]:
        ForwardBenchmark.Child(variant, network, mode);
        return 0;
    case ["scoring"]:
        ScoringBenchmark.Run();
        return 0;
    case ["training"]:
        TrainingBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: generator | forward | scoring | training");
        return 2;
}
