namespace Hal.Sharing.Api.Consent;

/// <summary>What a team asks for. It is in the address of the page and of its form.</summary>
/// <param name="Scopes">Empty if the address names none; the user then chooses.</param>
public sealed record ConsentRequest(IReadOnlyList<string> Scopes, ReturnAddress? ReturnTo, string? State)
{
    private const int MaxState = 2000;
    private static readonly string[] Parameters = ["scope", "return_to", "state"];

    /// <summary>Returns the request or the fault; the other one is null.</summary>
    public static (ConsentRequest? Request, ProblemResult? Fault) Read(HttpRequest http, ConsentOptions options)
    {
        // Sign-in does not keep a longer address, which would then work for some users only.
        if (ReturnPath.Of(http) is { Length: > ReturnPath.MaxLength } address)
            return Fault(
                $"The address has {address.Length} characters; sign-in keeps at most {ReturnPath.MaxLength}. Shorten state or return_to.");
        var query = http.Query;
        var twice = Parameters.FirstOrDefault(name => query[name].Count > 1);
        if (twice is not null)
            return Fault($"{twice} is in the address {query[twice].Count} times; send it once.");
        var state = query["state"].Count == 0 ? null : query["state"].ToString();
        if (state?.Length > MaxState)
            return Fault($"state has {state.Length} characters; send at most {MaxState}.");
        ReturnAddress? returnTo = null;
        if (query["return_to"].Count > 0 && (returnTo = ReturnAddress.Read(query["return_to"].ToString(), options)) is null)
            return Fault(
                $"return_to is '{Truncate.Text(query["return_to"].ToString())}'; send a path of this server, or an address that begins "
                + "with an origin of Consent:ReturnOrigins, without outcome, scope or state.");
        var (scopes, unknown) = ReadScopes(query["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return scopes is null ? (null, unknown) : (new ConsentRequest(scopes, returnTo, state), null);
    }

    private static (ConsentRequest? Request, ProblemResult? Fault) Fault(string detail) => (null, ProblemResult.Invalid(detail));

    /// <summary>
    /// Returns the scopes that the user allows: those of the address or, if it names none, those of the form. Otherwise returns the fault;
    /// the other one is null.
    /// </summary>
    public (IReadOnlyList<string>? Scopes, ProblemResult? Fault) Allowed(IFormCollection form) =>
        Scopes.Count > 0 ? (Scopes, null) : ReadScopes(form["scope"]);

    private static (IReadOnlyList<string>? Scopes, ProblemResult? Fault) ReadScopes(IEnumerable<string?> scopes) =>
        scopes.FirstOrDefault(scope => !Scope.All.Contains(scope)) is { } unknown
            ? (null, ProblemResult.Invalid(
                $"There is no scope '{Truncate.Text(unknown)}'. Send one or more of {string.Join(", ", Scope.All)}, separated by spaces, "
                + "or omit scope to let the user choose."))
            : (Scope.InOrder(scopes.OfType<string>()), null);
}
