namespace Hal.Sharing.Api.Problems;

/// <summary>
/// The problem types (RFC 9457): <c>/problems/&lt;name&gt;</c> is both the type that clients compare and the page that people read.
/// The first type of a status is used if only the status is known.
/// </summary>
public sealed class ProblemType
{
    private static readonly List<ProblemType> Table = [];

    public static readonly ProblemType InvalidRequest = new("invalid-request", 400, "Invalid request",
        "The server cannot interpret the path, the query or the body. <code>errors</code> lists every fault with a pointer to "
        + "the property and what to send instead. The same request fails again.");

    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "Token required",
        "The request does not name its sender. Send a token: <code>Authorization: Bearer …</code>.");

    public static readonly ProblemType InvalidToken = new("invalid-token", 401, "Invalid token",
        "The token has expired, comes from an unknown issuer, or contradicts another token of the same request. Get a new token "
        + "and repeat the request.");

    public static readonly ProblemType InvalidClient = new("invalid-client", 401, "Invalid client credentials",
        "An OAuth client used HTTP Basic with an ID and a secret that do not match, or that cannot be read. Send the secret "
        + "from the response that created the client or last rotated its secret.");

    public static readonly ProblemType Forbidden = new("forbidden", 403, "Missing permission",
        "You can see the resource, but you lack the permission for this action. <code>permission</code> names the missing "
        + "permission, <code>level</code> your access level, and <code>owner</code> the principal to ask. <code>inf:why</code> leads to "
        + "the reasons of your access.");

    public static readonly ProblemType InsufficientScope = new("insufficient-scope", 403, "Insufficient scope",
        "You have the permission, but the scope of this token does not cover the request. Get a token with the scope that "
        + "<code>WWW-Authenticate</code> names.");

    public static readonly ProblemType CookieRefused = new("cookie-refused", 403, "Cookie refused",
        "An unsafe request was authenticated by a cookie and did not come from a page of this server. Send the token in the "
        + "<code>Authorization</code> header.");

    public static readonly ProblemType SignInRefused = new("sign-in-refused", 400, "Sign-in refused",
        "The sign-in at the provider did not complete, or the response of the provider cannot be trusted. Start again at "
        + "<code>/sign-in</code>. If it fails again, send the text of the page to the operator.");

    public static readonly ProblemType NotFound = new("not-found", 404, "Not found",
        "The resource does not exist, or you cannot read it. Both cases get the same response.");

    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed",
        "The resource exists but does not support this method. The header <code>Allow</code> lists the methods that it "
        + "supports.");

    public static readonly ProblemType NotAcceptable = new("not-acceptable", 406, "No acceptable representation",
        "The resource has no representation in a media type that the header <code>Accept</code> permits. <code>detail</code> "
        + "lists the media types that it has.");

    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "Request timeout",
        "The request took too long to arrive. Send it again.");

    public static readonly ProblemType Conflict = new("conflict", 409, "Conflict",
        "The request contradicts the current state. Read the current state, then decide again.");

    public static readonly ProblemType IdTaken = new("id-taken", 409, "ID conflict",
        "Another resource has or had this ID or slug, or one that differs only in case. Choose another one.");

    public static readonly ProblemType AlreadyExists = new("already-exists", 409, "Duplicate resource",
        "The resource to create already exists. <code>_links</code> leads to it: change it there.");

    public static readonly ProblemType TeamLimit = new("team-limit", 409, "Team limit reached",
        "A user can create a limited number of teams; <code>limit</code> is that number. Delete a team that you created and no "
        + "longer need, or ask a superuser to create the team: superusers have no limit.");

    public static readonly ProblemType StillOwns = new("still-owns", 409, "Owned integrations",
        "A user or team that owns integrations cannot be deleted. Transfer or delete the integrations first; "
        + "<code>_links</code> leads to them.");

    public static readonly ProblemType StillManages = new("still-manages", 409, "Managed users",
        "A party that manages users cannot be deleted. Release or delete the users first.");

    public static readonly ProblemType LastAdmin = new("last-admin", 409, "Last admin of a team",
        "The request would leave a team without an admin. Make another member an admin first.");

    public static readonly ProblemType LastSuperuser = new("last-superuser", 409, "Last superuser",
        "The request would leave the system without a superuser. Make another user a superuser first.");

    public static readonly ProblemType EditConflict = new("changed-meanwhile", 409, "Edit conflict",
        "The resource was changed after the revision that <code>version</code> names. <code>_links</code> leads to its current "
        + "state: read it, then decide again.");

    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "Precondition failed",
        "The current state does not meet <code>If-Match</code> or <code>If-None-Match</code>. Read the resource again, then "
        + "decide again.");

    public static readonly ProblemType ContentTooLarge = new("content-too-large", 413, "Content too large",
        "The body of the request is larger than the server accepts. <code>detail</code> names the limit.");

    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "Unsupported media type",
        "Send the body in UTF-8 as <code>application/json</code>, <code>application/hal+json</code> or "
        + "<code>application/prs.hal-forms+json</code>, and name the media type in the header <code>Content-Type</code>. Send the "
        + "form of a page as <code>application/x-www-form-urlencoded</code>.");

    public static readonly ProblemType Unprocessable = new("unprocessable", 422, "Unprocessable request",
        "The request is well-formed, but it cannot be carried out. <code>detail</code> says why.");

    public static readonly ProblemType UnknownPrincipal = new("unknown-principal", 422, "Unknown principal",
        "The request names a user or team that does not exist. The link <code>inf:principals</code> of the entry point leads to "
        + "the principals that you can name.");

    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests",
        "You have sent too many requests or too many tokens and secrets that were refused, have too many searches in progress, or have "
        + "changed too many names; <code>detail</code> says which. Wait as long as <code>Retry-After</code> says, then send the request "
        + "again. <code>RateLimit</code> in every response says how many requests you have left.");

    public static readonly ProblemType Internal = new("internal", 500, "Internal server error",
        "The server failed unexpectedly. Report the problem with its <code>traceId</code>.");

    public static readonly ProblemType Unavailable = new("unavailable", 503, "Service unavailable",
        "Nothing was changed. Wait as long as <code>Retry-After</code> says, then send the request again.");

    public static readonly ProblemType OutcomeUnknown = new("outcome-unknown", 503, "Unknown outcome",
        "The connection to the database was lost at the end of the request, so the change may or may not have been made. Read "
        + "the current state before you repeat the request.");

    private ProblemType(string name, int status, string title, string explanation)
    {
        (Name, Status, Title, Explanation) = (name, status, title, explanation);
        Table.Add(this);
    }

    public static IReadOnlyList<ProblemType> All => Table;

    /// <summary>The last segment of the type's path.</summary>
    public string Name { get; }

    public int Status { get; }

    public string Title { get; }

    /// <summary>A paragraph of HTML for the page: what the problem means and what to do.</summary>
    public string Explanation { get; }

    public string Path => $"/problems/{Name}";

    public static ProblemType? Find(string name) => Table.Find(type => type.Name == name);

    /// <summary>Returns the type for a status of which nothing else is known.</summary>
    public static ProblemType ForStatus(int status) =>
        Table.Find(type => type.Status == status) ?? (status < 500 ? InvalidRequest : Internal);
}
