namespace Hal.Sharing.Api.Consent;

/// <summary>What a team asks for: the address of the page says it, also when the form comes back.</summary>
/// <param name="Scopes">Empty where the address names none; the user then chooses.</param>
public sealed record ConsentRequest(IReadOnlyList<string> Scopes, ReturnAddress? ReturnTo, string? State)
{
    private const int MaxState = 2000;
    private static readonly string[] Parameters = ["scope", "return_to", "state"];

    /// <summary>One of the two is null.</summary>
    public static (ConsentRequest? Request, ProblemResult? Fault) Read(HttpRequest http, ConsentOptions options)
    {
        // An address that did not survive signing in would work for some users only.
        if (ReturnPath.Of(http) is { Length: > ReturnPath.MaxLength } address)
            return (null, ProblemResult.Invalid($"The address has {address.Length} characters; at most {ReturnPath.MaxLength} can be kept during sign-in. Shorten state or return_to."));
        var query = http.Query;
        var twice = Parameters.FirstOrDefault(name => query[name].Count > 1);
        if (twice is not null)
            return (null, ProblemResult.Invalid($"{twice} stands {query[twice].Count} times in the address: it must stand once."));
        var state = query["state"].Count == 0 ? null : query["state"].ToString();
        if (state?.Length > MaxState)
            return (null, ProblemResult.Invalid($"state has {state.Length} characters; at most {MaxState} are given back."));
        ReturnAddress? returnTo = null;
        if (query["return_to"].Count > 0 && (returnTo = ReturnAddress.Read(query["return_to"].ToString(), options)) is null)
            return (null, ProblemResult.Invalid($"'{Truncate.Text(query["return_to"].ToString())}' is no address to return to: it must be a path of this server or begin with an origin of Consent:ReturnOrigins, without outcome, scope or state in it."));
        var (scopes, unknown) = ReadScopes(query["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return scopes is null ? (null, unknown) : (new ConsentRequest(scopes, returnTo, state), null);
    }

    /// <summary>What the user allows: what the team asks for or, if it names nothing, what the form chooses. One of the two is null.</summary>
    public (IReadOnlyList<string>? Scopes, ProblemResult? Fault) Allowed(IFormCollection form) =>
        Scopes.Count > 0 ? (Scopes, null) : ReadScopes(form["scope"]);

    private static (IReadOnlyList<string>? Scopes, ProblemResult? Fault) ReadScopes(IEnumerable<string?> scopes) =>
        scopes.FirstOrDefault(scope => !Scope.All.Contains(scope)) is { } unknown
            ? (null, ProblemResult.Invalid($"There is no scope '{Truncate.Text(unknown)}'. Use some of {string.Join(", ", Scope.All)}, separated by spaces, or name none and let the user choose."))
            : (Scope.InOrder(scopes.OfType<string>()), null);
}
