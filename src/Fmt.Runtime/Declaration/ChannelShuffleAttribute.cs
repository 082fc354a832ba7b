namespace Fmt;

/// <summary>Interleaves the channels of groups, <c>torch.nn.ChannelShuffle</c>: channel g*C/Groups + k goes to k*Groups + g. Shape: [N, C, H, W], unchanged.</summary>
/// <param name="groups">Groups: an int or an expression; must divide the channels.</param>
public sealed class ChannelShuffleAttribute(object groups) : LayerAttribute
{
    /// <summary>Groups.</summary>
    public object Groups { get; } = groups;
}
