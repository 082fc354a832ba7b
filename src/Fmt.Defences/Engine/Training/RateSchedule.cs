
namespace Fmt.Engine;

/// <summary>The learning rate of a step.</summary>
internal delegate double RateSchedule(TrainingMoment moment);
