using System.Globalization;

namespace Hal.Sharing.Api.Problems;

/// <summary>An RFC 9457 problem, as an action's result or, by <see cref="WriteAsync"/>, as a middleware's answer.</summary>
/// <param name="Type">What went wrong.</param>
/// <param name="Detail">What went wrong this time, with the value, and what to do instead.</param>
public sealed record ProblemResult(ProblemType Type, string Detail) : IActionResult
{
    /// <summary>Where it differs from the type's own.</summary>
    public int Status { get; init; } = Type.Status;

    public IReadOnlyList<Fault> Errors { get; init; } = [];

    /// <summary>Extension members: strings, booleans, integers, lists of strings.</summary>
    public IReadOnlyList<(string Name, object Value)> Members { get; init; } = [];

    /// <summary>Where to go on, written as <c>_links</c>.</summary>
    public IReadOnlyList<(string Rel, string Href)> Links { get; init; } = [];

    /// <summary>Several of one name are sent as several fields.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static ProblemResult Of(Refusal refusal) =>
        new(ProblemType.ForStatus(refusal.Status), refusal.Detail) { Status = refusal.Status, Errors = refusal.Faults };

    /// <summary>400 with every bad field.</summary>
    public static ProblemResult Invalid(params IReadOnlyList<Fault> errors) =>
        new(ProblemType.InvalidRequest, errors.Count == 1 ? errors[0].Detail : $"The request has {errors.Count} faults; 'errors' lists them.")
        {
            Errors = errors,
        };

    /// <summary>400 for what no single field is to blame for.</summary>
    public static ProblemResult Invalid(string detail) => new(ProblemType.InvalidRequest, detail);

    public static ProblemResult Unauthorized(string detail) =>
        new ProblemResult(ProblemType.Unauthorized, detail).WithHeader("WWW-Authenticate", "Bearer");

    /// <param name="description">A few words without quotes, for the header too: <c>expired</c>.</param>
    /// <param name="detail">What to do about it.</param>
    public static ProblemResult InvalidToken(string description, string detail) =>
        new ProblemResult(ProblemType.InvalidToken, detail)
            .WithHeader("WWW-Authenticate", $"Bearer error=\"invalid_token\", error_description=\"{description}\"");

    /// <summary>401 for an OAuth client whose id and secret are not in order.</summary>
    public static ProblemResult InvalidClient(string detail) =>
        new ProblemResult(ProblemType.InvalidClient, detail).WithHeader("WWW-Authenticate", "Bearer");

    /// <summary>403 for what the caller can see; members name what is missing.</summary>
    public static ProblemResult Forbidden(string detail, params IReadOnlyList<(string Name, object Value)> members) =>
        new(ProblemType.Forbidden, detail) { Members = members };

    /// <summary>403 that names the missing permission, the caller's level and the owner principal, and no one else.</summary>
    /// <param name="permission">As the API documents call it: <c>integration:share</c>.</param>
    /// <param name="owner">The principal that owns what the request is about.</param>
    /// <param name="level">The access level that the caller holds.</param>
    /// <param name="reason">Why that is not enough.</param>
    public static ProblemResult MissingPermission(string permission, string owner, int level, string reason) => Forbidden(
        $"You have level {AccessLevel.Show(level)}; {reason}; ask the owner, {owner}.", ("permission", permission), ("owner", owner), ("level", level));

    /// <param name="scope">The scope that would do.</param>
    /// <param name="detail">What the token may not be used for.</param>
    public static ProblemResult InsufficientScope(string scope, string detail) =>
        new ProblemResult(ProblemType.InsufficientScope, detail)
            .WithHeader("WWW-Authenticate", $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"");

    /// <summary>A sentence for every ID that is not found, whether or not another spelling exists.</summary>
    public const string CaseHint = "IDs are case-sensitive.";

    /// <summary>404 for what is absent and for what is hidden alike: it knows nothing but what the client sent.</summary>
    /// <param name="kind">The noun: <c>integration</c>.</param>
    /// <param name="id">As the client gave it.</param>
    public static ProblemResult NotFound(string kind, string id) =>
        new(ProblemType.NotFound, $"There is no {kind} '{id}' that you can read. {CaseHint}");

    /// <inheritdoc cref="NotFound(string, string)"/>
    public static ProblemResult NotFound(string detail = "There is nothing here that you can read.") =>
        new(ProblemType.NotFound, detail);

    /// <summary>409; <paramref name="link"/> leads to what is in the way, where the caller may see it.</summary>
    public static ProblemResult Conflict(ProblemType type, string detail, (string Rel, string Href)? link = null) =>
        new(type, detail) { Links = link is { } to ? [to] : [] };

    public static ProblemResult PreconditionFailed(string detail) => new(ProblemType.PreconditionFailed, detail);

    /// <summary>422: well-formed, but about something that is not there or not possible.</summary>
    public static ProblemResult Unprocessable(ProblemType type, string detail, params IReadOnlyList<Fault> errors) =>
        new(type, detail) { Errors = errors };

    public static ProblemResult TooManyRequests(TimeSpan retryAfter, string detail = "You send more than your share; slow down.") =>
        new ProblemResult(ProblemType.TooManyRequests, detail).RetryAfter(retryAfter);

    /// <summary>429 for a caller who has changed as many names of users and teams as the server permits.</summary>
    public static ProblemResult TooManyRenames(TimeSpan retryAfter) =>
        TooManyRequests(retryAfter, "You have changed too many names of users and teams within an hour; keep the present name, or wait as long as Retry-After says.");

    public static ProblemResult Internal() =>
        new(ProblemType.Internal, "The server failed; report the traceId.");

    public static ProblemResult Unavailable(TimeSpan retryAfter) =>
        new ProblemResult(ProblemType.Unavailable, "The server cannot answer now, and nothing was changed; send the request again later.").RetryAfter(retryAfter);

    public static ProblemResult OutcomeUnknown() =>
        new(ProblemType.OutcomeUnknown, "The change may have been made or not; read the present state before you repeat the request.");

    public ProblemResult With(string name, object value) => this with { Members = [.. Members, (name, value)] };

    public ProblemResult WithLink(string rel, string href) => this with { Links = [.. Links, (rel, href)] };

    public ProblemResult WithHeader(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);

    /// <summary>Answers outside of an action; the response must not have started.</summary>
    public Task WriteAsync(HttpContext http) => ProblemDocument.WriteAsync(http, this);

    private ProblemResult RetryAfter(TimeSpan wait) =>
        WithHeader("Retry-After", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
}
