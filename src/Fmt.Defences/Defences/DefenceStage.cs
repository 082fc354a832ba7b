namespace Fmt.Defences;

/// <summary>The parts of a run.</summary>
public enum DefenceStage
{
    /// <summary>Measuring the network as it came; units are images.</summary>
    MeasuringBefore,

    /// <summary>The defence; its parts have names and units of their own.</summary>
    Defending,

    /// <summary>A control; units are its training's steps or epochs.</summary>
    Control,

    /// <summary>The re-activation test; units are steps.</summary>
    ReActivation,

    /// <summary>Measuring the network afterwards, its controls and innocent networks; units are images, of each measurement its own.</summary>
    MeasuringAfter,
}
