namespace Fmt.Graph;

/// <summary>Names of the runtime's types, as the compiler sees them. Fmt.Runtime itself cannot be referenced from here.</summary>
internal static class KnownNames
{
    public const string NetworkAttribute = "Fmt.NetworkAttribute";
    public const string BlockAttribute = "Fmt.BlockAttribute";
    public const string LayerAttribute = "Fmt.LayerAttribute";
    public const string ParameterAttribute = "Fmt.ParameterAttribute";
    public const string TorchLoader = "Fmt.Native.TorchLoader";
    public const string NetworkModule = "Fmt.Modules.NetworkModule";

    public const string Activation = "global::Fmt.Activation";
    public const string Sequence = "global::Fmt.Sequence";
    public const string Input = "input";
    public const string Use = "Use";
    public const string Repeat = "Repeat";

    /// <summary>The property type of a repeated block.</summary>
    public static string Stage(string block) => $"global::Fmt.Stage<{block}>";

    /// <summary>Public members of the generated network and its base classes that a user's member would hide.</summary>
    public static readonly string[] Reserved =
    [
        "Maps", "AllMaps", "Sites", "Summary", "DefendWithFmt", "DefendWithFmtAsync", "FromFile", "Load", "Save", "Normalisation", "Generator", "MapTree",
        "InputShape", "ClassCount", "StateEntries", "StateTensor", "CreateNew", "Copy", "MaskedWeightsToZero",
        "forward", "call", "train", "eval", "to", "cpu", "cuda", "parameters", "named_parameters", "buffers", "named_buffers", "children", "named_children",
        "modules", "named_modules", "state_dict", "load_state_dict", "save", "load", "apply", "training", "zero_grad", "register_module", "register_buffer",
        "register_parameter", "GetName", "Dispose", "ToString", "Equals", "GetHashCode", "GetType",
    ];
}
