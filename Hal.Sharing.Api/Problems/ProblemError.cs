namespace Hal.Sharing.Api.Problems;

/// <summary>One bad field of a request.</summary>
/// <param name="Pointer">A JSON pointer into the body, <c>#/accessLevel</c>; null for a query parameter.</param>
/// <param name="Parameter">The name of a query parameter; null for a member of the body.</param>
/// <param name="Detail">What was sent, what is wrong with it, and what to send instead.</param>
public sealed record ProblemError(string? Pointer, string? Parameter, string Detail)
{
    /// <summary>A member at the root of the body, whose name needs no escaping.</summary>
    public static ProblemError InBody(string member, string detail) => new($"#/{member}", null, detail);

    public static ProblemError InQuery(string parameter, string detail) => new(null, parameter, detail);
}
