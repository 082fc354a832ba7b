using System;

namespace Fmt.Modules;

/// <summary>
/// A network cannot be tested or trained as it is: its weights or its answers are not numbers, it answers all images alike, it reads clean images no
/// better than guessing does, or it left the numbers in training. The message says what, where, and what may be wrong.
/// </summary>
/// <param name="message">What is wrong, and how to mend it.</param>
public sealed class NetworkException(string message) : InvalidOperationException(message);
