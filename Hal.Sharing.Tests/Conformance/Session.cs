namespace Hal.Sharing.Tests.Conformance;

/// <summary>An authenticated request to the model: the caller, and what section 2 of the contract says about the caller alone.</summary>
/// <param name="Bindings">What earlier responses have shown.</param>
/// <param name="New">The values of a resource that this request creates.</param>
internal sealed record Session(Rules Rules, World World, ApiRequest Request, Bindings Bindings, Generated New)
{
    private Token Token => Request.Token;

    public string Id => Token.Id;

    public string Principal => "user:" + Id;

    public User? Self => World.Users.GetValueOrDefault(Id);

    public bool IsClient => Token.Kind == TokenKind.Client;

    public bool IsActedFor => Token.Kind == TokenKind.Acting;

    public bool ActsForTeam => Token.Team is not null;

    public bool MayRead => !IsActedFor || Scopes.Contains("data:read");

    public bool MayWrite => !IsActedFor || Scopes.Contains("data:write");

    /// <summary>Whether the token permits more than what a team can do for a user.</summary>
    public bool MayManage => MayWrite && !ActsForTeam;

    public bool IsSuperuser => !IsActedFor && Self is { IsSuperuser: true };

    public bool IsManaged => Self is { ManagedBy: not null };

    /// <summary>Whether the party that manages the user obtained the token.</summary>
    public bool IsDelegated => !ActsForTeam && Token.Party is not null && Self?.ManagedBy == Token.Party;

    public bool IsFirstParty => !IsClient && !IsActedFor && !IsDelegated;

    private string[] Scopes => Token.Scopes?.Split(' ') ?? [];

    public int Role(string team) => World.Role(team, Id);

    public bool IsMember(string team) => Role(team) > 0;

    public bool Manages(User user) => user.ManagedBy is not null && user.ManagedBy == Id;

    public bool CanSee(User user) =>
        user.ManagedBy is null || !Rules.ManagedUsersAreHidden || IsSuperuser || user.ManagedBy == Id || user.Id == Id
        || World.Members.Keys.Any(key => key.User == user.Id && IsMember(key.Team))
        || World.Authorizations.Keys.Any(key => key.User == user.Id && IsMember(key.Team))
        || World.Integrations.Values.Any(integration =>
            Rights.Of(this, integration).IsTied
            && (integration.OwnerId == "user:" + user.Id || integration.Shares.ContainsKey("user:" + user.Id)));

    public bool CanSeePrincipal(string principal) => principal.StartsWith("user:", StringComparison.Ordinal)
        ? World.Users.TryGetValue(principal[5..], out var user) && CanSee(user)
        : World.PrincipalName(principal) is not null;

    public Answer NoContent(World world, params string[] invalidated) => new(204, null, world) { Headers = Invalidating(invalidated) };

    public static Dictionary<string, string> Invalidating(params string[] hrefs) => hrefs.Length == 0
        ? []
        : new() { ["Link"] = string.Join(", ", hrefs.Select(href => $"<{href}>; rel=\"invalidates\"")) };
}
