namespace Fmt.Analyzers.Tests;

/// <summary>Code that uses a right network, for the rules of the 4xxx band.</summary>
internal static class Usage
{
    /// <summary>A method with these statements. It has <c>net</c>, <c>clean</c>, <c>x</c> (a tensor), <c>task</c> (of a tensor) and <c>flag</c>.</summary>
    public static string Method(string statements, string returns = "void", string more = "") => Code(
        $$"""
            public static {{returns}} Run(Net net, ImageSet clean, torch.Tensor x, Task<torch.Tensor> task, bool flag)
            {
        {{statements}}
            }
        {{more}}
        """);

    public static string Code(string members) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Fmt;
        using Fmt.Data;
        using TorchSharp;
        using TorchSharp.Modules;

        [Network("3x32x32", Classes = 10)]
        public partial class Net
        {
            [Conv2d(64)] public partial Conv2d Conv1 { get; }
        {{Source.Head}}
        }

        public static class Program
        {
        {{members}}
        }
        """;
}
