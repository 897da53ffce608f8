using System.Globalization;

namespace Hal.Sharing.Api.Problems;

/// <summary>An RFC 9457 problem: the result of an action or, by <see cref="WriteAsync"/>, the response of a middleware.</summary>
/// <param name="Type">The kind of problem.</param>
/// <param name="Detail">What was wrong with this request, with the value, and what to do instead.</param>
public sealed record ProblemResult(ProblemType Type, string Detail) : IActionResult
{
    /// <summary>The status; by default, that of the type.</summary>
    public int Status { get; init; } = Type.Status;

    /// <summary>The reason by which logs and metrics count refused requests: the name of the type or, for limits, of the limit.</summary>
    public string Reason { get; init; } = Type.Name;

    public IReadOnlyList<Fault> Errors { get; init; } = [];

    /// <summary>Extension members, serialized as JSON.</summary>
    public IReadOnlyList<(string Name, object Value)> Members { get; init; } = [];

    /// <summary>The next steps, written as <c>_links</c>.</summary>
    public IReadOnlyList<(string Rel, string Href)> Links { get; init; } = [];

    /// <summary>Header fields; a name can occur more than once.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static ProblemResult Of(Refusal refusal) =>
        new(ProblemType.ForStatus(refusal.Status), refusal.Detail) { Status = refusal.Status, Errors = refusal.Faults };

    /// <summary>Returns 400 with all faults.</summary>
    public static ProblemResult Invalid(params IReadOnlyList<Fault> faults) => new(
        ProblemType.InvalidRequest,
        faults is [var only] ? only.Detail : $"The request has {faults.Count} faults; 'errors' lists them.") { Errors = faults };

    /// <summary>Returns 400 for a fault that is not in a single property or parameter.</summary>
    public static ProblemResult Invalid(string detail) => new(ProblemType.InvalidRequest, detail);

    public static ProblemResult Unauthorized(string detail) =>
        new ProblemResult(ProblemType.Unauthorized, detail).WithHeader("WWW-Authenticate", "Bearer");

    /// <param name="description">A few words without quotes for the header: <c>expired</c>.</param>
    /// <param name="detail">What was wrong, and what to do.</param>
    public static ProblemResult InvalidToken(string description, string detail) =>
        new ProblemResult(ProblemType.InvalidToken, detail)
            .WithHeader("WWW-Authenticate", $"Bearer error=\"invalid_token\", error_description=\"{description}\"");

    /// <summary>Returns 401 for an OAuth client whose ID and secret do not match or cannot be read.</summary>
    public static ProblemResult InvalidClient(string detail) =>
        new ProblemResult(ProblemType.InvalidClient, detail).WithHeader("WWW-Authenticate", "Bearer");

    /// <summary>Returns 403 for a resource that the caller can see; the members name what is missing.</summary>
    public static ProblemResult Forbidden(string detail, params IReadOnlyList<(string Name, object Value)> members) =>
        new(ProblemType.Forbidden, detail) { Members = members };

    /// <summary>Returns 403 that names the missing permission, the caller's level and the owner principal, and no one else.</summary>
    /// <param name="permission">The name in the documentation: <c>integration:share</c>.</param>
    /// <param name="owner">The principal that owns the integration.</param>
    /// <param name="level">The access level that the caller holds.</param>
    /// <param name="reason">Why that level is not enough.</param>
    public static ProblemResult MissingPermission(string permission, string owner, int level, string reason) => Forbidden(
        $"You have level {AccessLevel.Show(level)}; {reason}; ask the owner, {owner}.",
        ("permission", permission), ("owner", owner), ("level", level));

    /// <param name="scope">The scope that the request requires.</param>
    /// <param name="detail">What the token does not permit.</param>
    public static ProblemResult InsufficientScope(string scope, string detail) =>
        new ProblemResult(ProblemType.InsufficientScope, detail)
            .WithHeader("WWW-Authenticate", $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"");

    /// <summary>A hint for every ID that is not found, whether or not another spelling exists.</summary>
    public const string CaseHint = "IDs are case-sensitive.";

    /// <summary>Returns 404, the same for absent and hidden resources: it contains only what the client sent.</summary>
    /// <param name="kind">The noun: <c>integration</c>.</param>
    /// <param name="id">The ID as the client sent it.</param>
    public static ProblemResult NotFound(string kind, string id) =>
        new(ProblemType.NotFound, $"There is no {kind} '{id}' that you can read. {CaseHint}");

    /// <inheritdoc cref="NotFound(string, string)"/>
    public static ProblemResult NotFound(string detail = "There is no resource here that you can read.") =>
        new(ProblemType.NotFound, detail);

    /// <summary>Returns 409; <paramref name="link"/> leads to the cause of the conflict, if the caller may see it.</summary>
    public static ProblemResult Conflict(ProblemType type, string detail, (string Rel, string Href)? link = null) =>
        new(type, detail) { Links = link is { } to ? [to] : [] };

    public static ProblemResult PreconditionFailed(string detail) => new(ProblemType.PreconditionFailed, detail);

    /// <summary>Returns 422 for a well-formed request that names something absent or asks for something impossible.</summary>
    public static ProblemResult Unprocessable(ProblemType type, string detail, params IReadOnlyList<Fault> faults) =>
        new(type, detail) { Errors = faults };

    public static ProblemResult TooManyRequests(TimeSpan retryAfter, string detail = "You sent too many requests; slow down.") =>
        new ProblemResult(ProblemType.TooManyRequests, detail).RetryAfter(retryAfter);

    /// <summary>Returns 429 for a caller who has changed as many names of users and teams as the server permits.</summary>
    public static ProblemResult TooManyRenames(TimeSpan retryAfter) => TooManyRequests(
        retryAfter,
        "You have changed too many names of users and teams within an hour; keep the current name, or wait as long as Retry-After says.")
        with { Reason = "renames" };

    public static ProblemResult Internal() =>
        new(ProblemType.Internal, "The server failed unexpectedly; report the problem with its traceId.");

    public static ProblemResult Unavailable(TimeSpan retryAfter) =>
        new ProblemResult(ProblemType.Unavailable, "The server is unavailable, and nothing was changed; send the request again later.")
            .RetryAfter(retryAfter);

    public static ProblemResult OutcomeUnknown() => new(
        ProblemType.OutcomeUnknown, "The change may or may not have been made; read the current state before you repeat the request.");

    public ProblemResult With(string name, object value) => this with { Members = [.. Members, (name, value)] };

    public ProblemResult WithLink(string rel, string href) => this with { Links = [.. Links, (rel, href)] };

    public ProblemResult WithHeader(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);

    /// <summary>Writes the problem outside of an action; the response must not have started.</summary>
    public Task WriteAsync(HttpContext http) => ProblemDocument.WriteAsync(http, this);

    private ProblemResult RetryAfter(TimeSpan wait) =>
        WithHeader("Retry-After", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
}
