using TorchSharp;

namespace Fmt.Modules;

/// <summary>A level of dotted names in the state_dict: a module that only holds others.</summary>
internal sealed class Scope(string name) : torch.nn.Module(name)
{
    // Everything is registered by name; reflection over fields would find nothing and does not survive trimming.
    protected override void RegisterComponents()
    {
    }
}
