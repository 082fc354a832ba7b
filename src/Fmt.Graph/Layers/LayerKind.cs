using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>
/// Everything the compiler knows of one kind of layer. A new kind is one sealed subclass, which <see cref="LayerCatalog"/> finds,
/// one attribute in Fmt.Runtime and one row in the tests.
/// </summary>
internal abstract class LayerKind
{
    /// <summary>The attribute's name without its ending, for instance <c>Conv2d</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The attribute's parameters beside those that all layers have.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The property type of a layer that is a TorchSharp module; null for one without a module, whose property is an Activation.</summary>
    public virtual string? ModuleType => null;

    /// <summary>Reads several named members instead of one.</summary>
    public virtual bool IsJoin => false;

    /// <summary>The axis of <c>weight</c> that counts its filters, each of which makes one output channel (of each group's, where the axis is the second); null where it has none.</summary>
    public virtual int? FilterAxis => null;

    /// <summary>Its output channels are filters of its own: its feature maps can be tested and pruned.</summary>
    public bool MakesSite => FilterAxis is not null;

    /// <summary>Into how many parts its filters are divided, each of which reads its own part of the channels.</summary>
    public virtual int Groups(LayerArguments a) => 1;

    /// <summary>Normalises every channel over the images of a batch.</summary>
    public virtual bool NormalisesBatch => false;

    /// <summary>Keeps running statistics of what it reads.</summary>
    public virtual bool KeepsStatistics(LayerArguments a) => false;

    /// <summary>Output channel c is the sum of the inputs' channels c.</summary>
    public virtual bool SumsChannels => false;

    /// <summary>The user's own module, of which nothing but the output's shape is known.</summary>
    public virtual bool IsOpaque => false;

    /// <summary>Output channel c depends on input channel c only: a map passes through it.</summary>
    public virtual bool KeepsChannels => false;

    /// <summary>Autograd keeps the output for the backward pass, so nobody may overwrite it.</summary>
    public virtual bool SavesOutput(LayerArguments a) => false;

    /// <summary>The output may share memory with the input (a view, or an identity in evaluation).</summary>
    public virtual bool Aliases => false;

    /// <summary>Runs in place by the user's own wish, as PyTorch's <c>inplace=True</c>.</summary>
    public virtual bool ForcesInPlace(LayerArguments a) => false;

    /// <summary>The attribute that was meant, where the arguments are certainly those of PyTorch's constructor, which has the input's channels first; null elsewhere.</summary>
    /// <param name="a">The arguments.</param>
    /// <param name="positional">How many of them stand without their names.</param>
    /// <param name="input">What it reads.</param>
    public virtual string? MeantAs(LayerArguments a, int positional, Shape input) => null;

    /// <summary>The output shape, or the reason why there is none. Inputs are known and there is at least one.</summary>
    public abstract Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs);

    /// <summary>What it adds to the state_dict: parameters, then buffers, in PyTorch's order.</summary>
    public virtual IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) => [];

    /// <summary>Multiply-accumulates for one image: convolutions and linear layers only, biases not counted.</summary>
    public virtual long Macs(LayerArguments a, Shape input, Shape output) => 0;

    /// <summary>The C# expression that makes the module; only for kinds with a <see cref="ModuleType"/>.</summary>
    public virtual string Construct(LayerArguments a, Shape input, Shape output) => throw new System.NotSupportedException(Name);

    /// <summary>The C# expression that computes the output. <paramref name="module"/> is the field of the module, if there is one.</summary>
    public virtual string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{module}.call({inputs[0]})";

    /// <summary>The same, where the input is the network's, its channels not yet mixed: pixel values need more digits than maps do.</summary>
    public virtual string ForwardOnImage(LayerArguments a, IReadOnlyList<string> inputs, string module) => Forward(a, inputs, module);

    /// <summary>Whether it can overwrite its first input: only where libtorch's in-place form is differentiable.</summary>
    public virtual bool HasInPlaceForm(LayerArguments a, int inputs) => false;

    /// <summary>The same as <see cref="Forward"/>, overwriting the first input; only where it <see cref="HasInPlaceForm"/>.</summary>
    public virtual string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => throw new System.NotSupportedException(Name);

    /// <summary>One line for documentation and summary, for instance <c>3x3 convolution, stride 2</c>.</summary>
    public abstract string Describe(LayerArguments a);

    /// <summary>A problem where the layer needs maps CxHxW and gets something else; null where all is well.</summary>
    protected Inference? NeedsMap(Source input) => input.Shape.IsMap ? null : Inference.MapExpected(Name, input);
}
