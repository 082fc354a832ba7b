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

    /// <summary>The generator's class, from which the compiler makes the paths of generated files.</summary>
    public const string Generator = "Fmt.Generators.FmtGenerator";

    public const string Activation = "global::Fmt.Activation";
    public const string Sequence = "global::Fmt.Sequence";
    public const string Input = "input";
    public const string MapTree = "MapTree";
    public const string Use = "Use";
    public const string Repeat = "Repeat";

    /// <summary>The property type of a repeated block.</summary>
    public static string Stage(string block) => $"global::Fmt.Stage<{block}>";

    /// <summary>Members that every generated class has.</summary>
    public static readonly string[] ReservedInBlocks = ["MapTree", "ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals"];

    /// <summary>Whether every generated network has a member of this name.</summary>
    public static bool IsReserved(string member) => System.Array.IndexOf(Reserved, member) >= 0 || IsGenerated(member);

    /// <summary>Whether generated networks declare a member of this name themselves.</summary>
    public static bool IsGenerated(string member) =>
        System.Array.IndexOf(Generated, member) >= 0
        || (member.StartsWith("Segment", System.StringComparison.Ordinal) && member.Length > 7 && System.Linq.Enumerable.All(System.Linq.Enumerable.Skip(member, 7), char.IsDigit));

    private static readonly string[] Generated = ["Maps", "Sites", "Summary", "DefendWithFmt", "DefendWithFmtAsync", "FromFile", "CreateNew", "Run", "FmtFacts", MapTree];

    /// <summary>Members of the generated network and its base classes that a user's member would hide.</summary>
    private static readonly string[] Reserved =
    [
        "AllMaps", "Load", "Save", "Normalisation", "InputShape", "ClassCount", "StateEntries", "StateTensor", "Copy", "MaskedWeightsToZero",
        "forward", "call", "train", "eval", "to", "cpu", "cuda", "parameters", "named_parameters", "buffers", "named_buffers", "children", "named_children",
        "modules", "named_modules", "state_dict", "load_state_dict", "save", "load", "apply", "training", "zero_grad", "register_module", "register_buffer",
        "register_parameter", "GetName", "Dispose", "ToString", "Equals", "GetHashCode", "GetType",
        "register_forward_hook", "register_forward_pre_hook", "add_module", "has_buffer", "has_parameter", "get_buffer", "get_parameter", "save_state_dict", "name",
        "Create", "HType", "BoxedModule", "ClearModules", "GetDefaultDeviceAndType", "ReplaceBuffer", "ReplaceParameter", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter",
        "_to", "_toEpilog", "_deviceType", "_deviceIndex", "_parameters", "_named_parameters", "_named_buffers", "_internal_submodules", "_internal_buffers", "_internal_params",
        "pre_hooks", "post_hooks", "module_pre_hooks", "module_post_hooks", "GetEnumerator", "HookRemover",
        "AllNorms", "Reads", "Gives", "At", "Opaque", "Register", "RegisterComponents", "MapsAt", "MapsOfAllSites",
    ];
}
