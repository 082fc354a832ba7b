namespace Fmt.Tool.Population.Edits;

/// <summary>A way to make a network of a trained one without training it as a whole.</summary>
internal interface INetworkEdit
{
    /// <summary>What recipes call it.</summary>
    string Name { get; }

    /// <summary>Fills the network that is made.</summary>
    /// <param name="editing">The trained network, the one that is made, and their cases.</param>
    /// <exception cref="Files.DataException">It cannot be made of this one, or did not become what it should.</exception>
    void Apply(NetworkEditing editing);
}
