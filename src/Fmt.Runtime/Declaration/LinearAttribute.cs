namespace Fmt;

/// <summary>Fully connected layer, <c>torch.nn.Linear</c>. Shape: [N, F] -> [N, Features]. A map needs a <see cref="FlattenAttribute"/> first.</summary>
public sealed class LinearAttribute : LayerAttribute
{
    /// <summary>A layer with a fixed number of outputs.</summary>
    /// <param name="features">Output features.</param>
    public LinearAttribute(int features) => Features = features;

    /// <summary>A layer whose number of outputs is an expression, for instance <c>"Classes"</c>.</summary>
    /// <param name="features">Output features.</param>
    public LinearAttribute(string features) => Features = features;

    /// <summary>A layer in PyTorch's order, without the number of inputs, which is inferred.</summary>
    /// <param name="features">Output features.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public LinearAttribute(object features, object bias) => (Features, Bias) = (features, bias);

    /// <summary>Output features.</summary>
    public object Features { get; }

    /// <summary>Whether there is a bias: a bool or an expression. Default true.</summary>
    public object Bias { get; set; } = true;
}
