namespace Fmt;

/// <summary>Leaky rectifier whose slope below zero is learned, <c>torch.nn.PReLU</c>: one slope, or one per channel. Shape unchanged.</summary>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>Number of slopes: 1, or as many as there are channels: an int or an expression. Default 1.</summary>
    public object NumParameters { get; set; } = 1;

    /// <summary>Initial slope: a double or an expression. Default 0.25.</summary>
    public object Init { get; set; } = 0.25;
}
