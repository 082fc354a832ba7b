namespace Fmt.Graph;

/// <summary>One entry that a layer adds to the state_dict.</summary>
/// <param name="Name">Last part of its name, for instance <c>weight</c>; empty for a parameter that goes by the layer's own name.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Trainable">A parameter; else a buffer.</param>
/// <param name="Counter">An int64 counter; else float32.</param>
internal readonly record struct WeightEntry(string Name, EquatableArray<int> Shape, bool Trainable = true, bool Counter = false)
{
    public static WeightEntry Of(string name, params int[] shape) => new(name, shape.ToEquatable());

    /// <summary>The learned scale and shift of a normalisation, over these axes.</summary>
    public static WeightEntry[] ScaleAndShift(params int[] shape) => [Of("weight", shape), Of("bias", shape)];

    public long Elements
    {
        get
        {
            var n = 1L;
            foreach (var d in Shape) n *= d;
            return n;
        }
    }
}
