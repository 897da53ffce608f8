namespace Hal.Sharing.Api.Problems;

/// <summary>What is wrong with one part of a request to the teams API, in the shape that the clients of that API parse.</summary>
/// <param name="Type">The kind of fault, by the names that those clients know: <c>missing</c>, <c>list_type</c>, <c>enum</c>.</param>
/// <param name="Message">What is wrong, with the value where it helps.</param>
/// <param name="Location">Where, from the outside in: <c>body</c>, <c>path</c> or <c>query</c>, then names and indexes.</param>
public sealed record ValidationFault(string Type, string Message, params IReadOnlyList<object> Location);
