using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Zoo;

namespace Fmt.Tool.Running;

/// <summary>An assembly with a user's networks. What it needs is looked for in its own folder, but for FmtDsl and TorchSharp, which it shares with the tool: their types must be the same on both sides.</summary>
internal sealed class NetworkAssembly : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;

    private NetworkAssembly(string path)
        : base(Path.GetFileNameWithoutExtension(path)) =>
        (_resolver, _folder) = (new AssemblyDependencyResolver(path), Path.GetDirectoryName(path)!);

    /// <summary>The public networks of an assembly that can be made without arguments.</summary>
    /// <exception cref="DataException">There is no such file, it is no assembly, it cannot be loaded, or it has no network.</exception>
    public static ImmutableArray<DeclaredNetwork> Read(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new DataException("there is no such file; --networks is an assembly (.dll) that declares networks.", path);
        var networks = Guard(path, () => new NetworkAssembly(path).LoadFromAssemblyPath(path).GetExportedTypes().Where(IsNetwork).Select(t => Declared(t, path)).ToImmutableArray());
        return networks.IsEmpty ? throw new DataException("this assembly has no public network that can be made without arguments.", path) : networks;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName name)
    {
        if (IsShared(name.Name!)) return null;
        var path = _resolver.ResolveAssemblyToPath(name) ?? Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private static bool IsShared(string name) =>
        name == "TorchSharp" || (name.StartsWith("Fmt.", StringComparison.Ordinal) && File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")));

    private static bool IsNetwork(Type type) => type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(NetworkModule)) && type.GetConstructor([]) is not null;

    private static DeclaredNetwork Declared(Type type, string path) => new(
        type.Name, () => Guard(path, () => (NetworkModule)type.GetConstructor([])!.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null)), type.Assembly);

    /// <summary>What does not fit together shows when types are read, or not before one is made.</summary>
    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (BadImageFormatException e)
        {
            throw new DataException("this is no .NET assembly that runs here.", path, cause: e);
        }
        catch (Exception e) when (e is FileLoadException or FileNotFoundException or TypeLoadException or MissingMemberException)
        {
            throw new DataException($"this assembly does not fit here; build it with the FmtDsl of this tool, and with all it needs in its folder ({e.Message}).", path, cause: e);
        }
    }
}
