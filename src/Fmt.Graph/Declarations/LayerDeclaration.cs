namespace Fmt.Graph;

/// <summary>One layer attribute.</summary>
/// <param name="Kind">The attribute's name without its ending, for instance <c>Conv2d</c>.</param>
/// <param name="Block">For block uses: the block's full name; empty where the type does not bind.</param>
/// <param name="Positional">How many of the arguments stand without their names.</param>
internal sealed record LayerDeclaration(string Kind, string? Block, EquatableArray<Argument> Arguments, int Positional = 0)
{
    public Constant this[string name]
    {
        get
        {
            foreach (var argument in Arguments)
                if (argument.Name == name) return argument.Value;
            return Constant.None;
        }
    }
}
