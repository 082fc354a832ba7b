using System;
using System.Collections.Generic;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>What is to be done with one value of a forward pass: handlers that look, handlers that add. Empty costs nothing.</summary>
internal sealed class Hooks
{
    private readonly List<Action<torch.Tensor>> _observers = [];
    private readonly List<Func<torch.Tensor, torch.Tensor>> _injections = [];

    public bool Idle => _observers.Count == 0 && _injections.Count == 0;

    public IDisposable Observe(Action<torch.Tensor> handler) => Subscription.Add(_observers, handler);

    public IDisposable Inject(Func<torch.Tensor, torch.Tensor> addition) => Subscription.Add(_injections, addition);

    /// <summary>The value becomes itself + every addition.</summary>
    public void Add(Frame frame, int value)
    {
        foreach (var injection in _injections.ToArray())
        {
            using var addition = injection(frame[value]);
            frame.Replace(value, frame[value] + addition);
        }
    }

    public void Show(Frame frame, int value)
    {
        if (_observers.Count == 0) return;
        frame.Keep(value);
        foreach (var observer in _observers.ToArray()) observer(frame[value]);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public static Subscription Add<T>(List<T> list, T item)
            where T : Delegate
        {
            // A wrapper of its own per call, so that one handler subscribed twice is removed once.
            var entry = (T)Delegate.Combine(item)!;
            list.Add(entry);
            return new Subscription(() => list.Remove(entry));
        }

        public void Dispose()
        {
            _end?.Invoke();
            _end = null;
        }
    }
}
