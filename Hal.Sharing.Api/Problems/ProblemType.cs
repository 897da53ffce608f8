namespace Hal.Sharing.Api.Problems;

/// <summary>
/// What can go wrong, one line each: <c>/problems/&lt;name&gt;</c> is the type that clients compare and the page that people read.
/// Of several with one status the first stands for the bare status.
/// </summary>
public sealed class ProblemType
{
    private static readonly List<ProblemType> Table = [];

    public static readonly ProblemType InvalidRequest = new("invalid-request", 400, "The request is not valid",
        "Something in the address, its query or the body cannot be understood. <code>errors</code> lists every fault with a pointer to the member and what to send instead. The same request will fail again.");

    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "A token is needed",
        "The request says nothing about who sends it. Send a token: <code>Authorization: Bearer …</code>.");

    public static readonly ProblemType InvalidToken = new("invalid-token", 401, "The token is not valid",
        "The token has expired, is not ours, or contradicts another one of the same request. Get a new one and repeat the request.");

    public static readonly ProblemType InvalidClient = new("invalid-client", 401, "The client's id and secret are not right",
        "An OAuth client has signed in by HTTP Basic with an id and a secret that do not belong together, or in a form that cannot be read. Send the secret that the client's creation or last rotation has shown.");

    public static readonly ProblemType Forbidden = new("forbidden", 403, "A permission is missing",
        "You can see the resource but may not do this. <code>permission</code> names what is missing, <code>level</code> the access level that you have, and <code>owner</code> the principal to ask.");

    public static readonly ProblemType InsufficientScope = new("insufficient-scope", 403, "The token is too narrow",
        "You may do this, but not with this token: its scope does not cover the request.");

    public static readonly ProblemType CookieRefused = new("cookie-refused", 403, "A cookie is not enough",
        "A request that changes something was signed by a cookie and did not come from our own pages. Send the token in the <code>Authorization</code> header.");

    public static readonly ProblemType SignInRefused = new("sign-in-refused", 400, "You are not signed in",
        "Signing in at the provider did not come to its end, or what the provider sent cannot be trusted. Begin again at <code>/sign-in</code>; if it keeps failing, tell the operator what the page said.");

    public static readonly ProblemType NotFound = new("not-found", 404, "There is no such thing",
        "What the address names does not exist, or you may not know of it: both are answered alike.");

    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The method is not possible here",
        "The resource exists but not for this method. The header <code>Allow</code> lists those that it has.");

    public static readonly ProblemType NotAcceptable = new("not-acceptable", 406, "No acceptable representation",
        "The resource is not offered in any media type that the header <code>Accept</code> takes. <code>detail</code> lists what is offered.");

    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "The request took too long to arrive",
        "The server stopped waiting for the rest of the request. Send it again.");

    public static readonly ProblemType Conflict = new("conflict", 409, "The request contradicts the present state",
        "The request would be valid, but not as things are now. Read the present state, then decide again.");

    public static readonly ProblemType IdTaken = new("id-taken", 409, "The id is taken",
        "Another resource has this id or slug, has had it before, or has one that differs too little. Choose another one.");

    public static readonly ProblemType AlreadyExists = new("already-exists", 409, "It exists already",
        "What the request would create is there. <code>_links</code> says where: change it there.");

    public static readonly ProblemType TeamLimit = new("team-limit", 409, "Team limit reached",
        "A user can create a limited number of teams, which <code>limit</code> names. Delete a team that you created and no longer need, or ask a superuser to create the team: superusers have no limit.");

    public static readonly ProblemType StillOwns = new("still-owns", 409, "It still owns integrations",
        "Who owns integrations cannot be deleted. Transfer or delete them first; <code>_links</code> leads to them.");

    public static readonly ProblemType StillManages = new("still-manages", 409, "It still manages users",
        "Who manages users cannot be deleted. Release or delete them first.");

    public static readonly ProblemType LastAdmin = new("last-admin", 409, "A team keeps an admin",
        "The request would leave a team without an admin. Make another member an admin first.");

    public static readonly ProblemType LastSuperuser = new("last-superuser", 409, "A superuser remains",
        "The request would leave the system without a superuser. Make another one first.");

    public static readonly ProblemType ChangedMeanwhile = new("changed-meanwhile", 409, "It was changed meanwhile",
        "The <code>version</code> that the request names is no longer the present one: somebody has changed the resource since. <code>_links</code> leads to its present state; read it, then decide again.");

    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "The state has moved on",
        "The resource is no longer as it was when you read it. Read it again, then decide again.");

    public static readonly ProblemType ContentTooLarge = new("content-too-large", 413, "The body is too large",
        "The request's body is larger than the server takes. <code>detail</code> names the limit.");

    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The body's media type is not supported",
        "Send the body in UTF-8 as <code>application/json</code>, <code>application/hal+json</code> or <code>application/prs.hal-forms+json</code>, named by the header <code>Content-Type</code>. A form of a page is sent as <code>application/x-www-form-urlencoded</code>.");

    public static readonly ProblemType Unprocessable = new("unprocessable", 422, "The request cannot be carried out",
        "The request is well-formed, but what it says is not possible. <code>detail</code> says why.");

    public static readonly ProblemType UnknownPrincipal = new("unknown-principal", 422, "There is no such principal",
        "The request names a user or team that does not exist. The principals that you can name are listed by the entry point's <code>inf:principals</code>.");

    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests",
        "You have too many searches in progress, have changed too many names, or have sent too many wrong secrets; <code>detail</code> says which. Wait as long as <code>Retry-After</code> says, then send the request again.");

    public static readonly ProblemType Internal = new("internal", 500, "The server failed",
        "This is our fault. <code>traceId</code> helps us to find out why: name it when you report it.");

    public static readonly ProblemType Unavailable = new("unavailable", 503, "The server cannot answer now",
        "Nothing was changed. Wait as long as <code>Retry-After</code> says, then send the request again.");

    public static readonly ProblemType OutcomeUnknown = new("outcome-unknown", 503, "The outcome is unknown",
        "The change may have been made or not: the connection to the database was lost at its very end. Read the present state before you repeat the request.");

    private ProblemType(string name, int status, string title, string explanation)
    {
        (Name, Status, Title, Explanation) = (name, status, title, explanation);
        Table.Add(this);
    }

    public static IReadOnlyList<ProblemType> All => Table;

    /// <summary>The last segment of its address.</summary>
    public string Name { get; }

    public int Status { get; }

    public string Title { get; }

    /// <summary>A paragraph of HTML for its page: what it means and what to do.</summary>
    public string Explanation { get; }

    public string Path => $"/problems/{Name}";

    public static ProblemType? Find(string name) => Table.Find(type => type.Name == name);

    /// <summary>What stands for a status that nobody has said more about.</summary>
    public static ProblemType ForStatus(int status) =>
        Table.Find(type => type.Status == status) ?? (status < 500 ? InvalidRequest : Internal);
}
