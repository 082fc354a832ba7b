using System;
using System.Collections.Generic;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>Puts a network into evaluation mode, and every one of its modules back into its own mode when disposed.</summary>
internal sealed class EvaluationMode : IDisposable
{
    // Parents before children: setting a parent's mode sets its children's too, which then get their own back.
    private readonly List<(torch.nn.Module Module, bool Training)> _before = [];

    public EvaluationMode(torch.nn.Module network)
    {
        Remember(network);
        network.eval();
    }

    public void Dispose()
    {
        foreach ((var module, var training) in _before)
            if (module.training != training) module.train(training);
    }

    private void Remember(torch.nn.Module module)
    {
        _before.Add((module, module.training));
        foreach (var child in module.children()) Remember(child);
    }
}
