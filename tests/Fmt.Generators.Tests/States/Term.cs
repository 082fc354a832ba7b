using System;

namespace Fmt.Generators.Tests.States;

/// <summary>An expression as the user writes it, and what it means.</summary>
internal sealed record Term<T>(string Text, Func<Place, T> Value);
