using System;

namespace Fmt.Tool.Reading;

/// <summary>Keys that no declaration can be written for; the message is one line and says why.</summary>
public sealed class DeclarationException(string message) : Exception(message);
