namespace Hal.Sharing.Api.Hypermedia;

/// <summary>What is wrong with one member of a request document.</summary>
/// <param name="Pointer">An RFC 6901 JSON pointer as a fragment: <c>#/accessLevel</c>, or <c>#</c> for the document.</param>
/// <param name="Detail">What was sent, what is wrong with it, and what to send instead.</param>
public sealed record Fault(string Pointer, string Detail);
