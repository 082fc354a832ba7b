using System;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Does what a test tells it to; has a parameter and a buffer of its own, below a module of its own.</summary>
public sealed class Behaviour : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly Linear _inner = torch.nn.Linear(2, 2);

    public Behaviour()
        : base("behaviour")
    {
        register_module("inner", _inner);
        register_buffer("count", torch.zeros(3).DetachFromDisposeScope());
    }

    public Func<torch.Tensor, torch.Tensor> Does { get; set; } = x => x * 2;

    public override torch.Tensor forward(torch.Tensor input) => Does(input);
}
