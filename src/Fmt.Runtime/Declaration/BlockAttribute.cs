using System;

namespace Fmt;

/// <summary>Declares a part of a network that is used in several places, by <see cref="UseAttribute{TBlock}"/> and <see cref="RepeatAttribute{TBlock}"/>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
