using System.Collections.Immutable;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>One request that changes something, and the state after it.</summary>
/// <param name="Authorization">Of the sender.</param>
/// <param name="NewUser">A user to insert first: the part that they play, and their ID.</param>
internal sealed record Change(
    string Name, string Authorization, string Method, string Path, string? Body, State After, (string Part, string Id)? NewUser = null)
{
    private static readonly string[] RoleNames = ["member", "memberPlus", "designer", "dataWizard", "publisher", "admin"];

    public override string ToString() => $"{Name}: {Method} {Path} {Body}";

    public static Change PutShare(State state, Requester sender, string principal, int level)
    {
        var isChange = !state.Shares.TryGetValue(principal, out var present) || present.Level != level;
        return new(
            "put share", sender.Authorization, "PUT", $"{Integration(state)}/shares/{principal}", $$"""{"accessLevel": {{level}}}""",
            isChange ? state with { Shares = state.Shares.SetItem(principal, new(level, sender.UserId)) } : state);
    }

    public static Change Revoke(State state, Requester sender, string principal) => new(
        "revoke", sender.Authorization, "DELETE", $"{Integration(state)}/shares/{principal}", null,
        state with { Shares = state.Shares.Remove(principal) });

    public static Change Transfer(State state, Requester sender, string principal) => new(
        "transfer", sender.Authorization, "PUT", $"{Integration(state)}/owner", $$"""{"principalId": "{{principal}}"}""",
        state with { OwnerId = principal });

    public static Change RenameIntegration(State state, Requester sender)
    {
        var name = $"Integration {state.Made}";
        return new(
            "rename integration", sender.Authorization, "PUT", Integration(state), $$"""{"name": "{{name}}"}""",
            Made(state) with { Name = name });
    }

    public static Change ChangeSlug(State state, Requester sender)
    {
        var slug = $"{state.Prefix}slug{state.Made}";
        return new(
            "change slug", sender.Authorization, "PUT", Integration(state), $$"""{"name": "{{state.Name}}", "slug": "{{slug}}"}""",
            Made(state) with { Slug = slug, FormerSlugs = state.FormerSlugs.Add(state.Slug) });
    }

    public static Change DeleteIntegration(State state, Requester sender) => new(
        "delete integration", sender.Authorization, "DELETE", Integration(state), null,
        state with { Exists = false, Shares = state.Shares.Clear() });

    /// <summary>Creates an integration with another ID, which belongs to the superuser who creates it.</summary>
    public static Change CreateIntegration(State state)
    {
        var (id, slug) = ($"{state.Prefix}int{state.Made}", $"{state.Prefix}slug{state.Made}");
        return new(
            "create integration", Requester.Root.Authorization, "POST", "/api/integrations",
            $$"""{"id": "{{id}}", "name": "{{state.Name}}", "slug": "{{slug}}"}""",
            Made(state) with
            {
                Integration = id, Slug = slug, FormerSlugs = [], Deleted = state.Integration, Exists = true, OwnerId = "user:admin",
            });
    }

    public static Change RenameUser(State state, string part)
    {
        var (id, name) = (state[part], $"{part} {state.Made}");
        return PutUser("rename user", state, Requester.Of(state, part), id, state.Users[id] with { Name = name });
    }

    public static Change SetSuperuser(State state, bool isSuperuser)
    {
        var id = state["super"];
        return PutUser("set superuser", state, Requester.Root, id, state.Users[id] with { IsSuperuser = isSuperuser });
    }

    /// <summary>The client that manages the user lets them go.</summary>
    public static Change Release(State state)
    {
        var id = state["managed"];
        return PutUser("release", state, Requester.Root, id, state.Users[id] with { ManagedBy = null }) with
        {
            Authorization = TestTokens.Basic(state.Client, Accounts.Secret),
        };
    }

    public static Change Manage(State state)
    {
        var id = state["managed"];
        return PutUser("manage", state, Requester.Root, id, state.Users[id] with { ManagedBy = state.Client });
    }

    /// <summary>Deletes a user, after another was inserted to play their part.</summary>
    public static Change DeleteUser(State state, string part)
    {
        var (id, successor) = (state[part], $"{state.Prefix}{part}{state.Made}");
        var isManaged = part == "managed";
        var shares = state.Shares.Remove("user:" + id).ToImmutableSortedDictionary(
            share => share.Key, share => share.Value with { GrantedBy = share.Value.GrantedBy == id ? null : share.Value.GrantedBy },
            StringComparer.Ordinal);
        return new("delete user", Requester.Root.Authorization, "DELETE", $"/api/users/{id}", null, Made(state) with
        {
            Parts = state.Parts.SetItem(part, successor),
            Users = state.Users.Remove(id).Add(successor, new(successor, ManagedBy: isManaged ? state.Client : null)),
            Roles = state.Roles.RemoveRange(state.Roles.Keys.Where(key => key.User == id)),
            Shares = shares,
            Granted = isManaged ? [] : state.Granted,
            DeletedUser = id,
        }, (part, successor));
    }

    public static Change RenameTeam(State state, string team)
    {
        var name = $"Team {state.Made}";
        return new(
            "rename team", Requester.Of(state, "admin").Authorization, "PUT", $"/api/teams/{team}", $$"""{"name": "{{name}}"}""",
            Made(state) with { TeamNames = state.TeamNames.SetItem(team, name) });
    }

    public static Change SetRole(State state, string team, string user, int role)
    {
        var isMember = state.Role(team, user) is not null;
        var path = $"/api/teams/{team}/members";
        return new(
            isMember ? "change role" : "add member", Requester.Of(state, "admin").Authorization, isMember ? "PUT" : "POST",
            isMember ? $"{path}/{user}" : path, $$"""{"userId": "{{user}}", "role": "{{RoleNames[role - 1]}}"}""",
            state with { Roles = state.Roles.SetItem((team, user), role) });
    }

    public static Change RemoveMember(State state, string team, string user) => new(
        "remove member", Requester.Of(state, "admin").Authorization, "DELETE", $"/api/teams/{team}/members/{user}", null,
        state with { Roles = state.Roles.Remove((team, user)) });

    /// <summary>Sets what the managed user lets the acting team do.</summary>
    public static Change Grant(State state, params ImmutableSortedSet<string> scopes) => new(
        "grant", Requester.Party(state).Authorization, "POST", $"/api/v1/teams/{state.Acting}/authorize",
        $$"""{"scopes": ["{{string.Join("\", \"", scopes)}}"]}""", state with { Granted = scopes });

    public static Change Withdraw(State state) => new(
        "withdraw", Requester.Party(state).Authorization, "DELETE", $"/api/v1/teams/{state.Acting}/authorize", null,
        state with { Granted = [] });

    private static string Integration(State state) => $"/api/integrations/{state.Integration}";

    private static State Made(State state) => state with { Made = state.Made + 1 };

    // PUT replaces a user. What the sender cannot set is ignored.
    private static Change PutUser(string name, State state, Requester sender, string id, UserState user)
    {
        var party = user.ManagedBy is null || sender != Requester.Root ? "" : $$""", "managedBy": "{{user.ManagedBy}}" """;
        var body = $$"""{"displayName": "{{user.Name}}", "isSuperuser": {{(user.IsSuperuser ? "true" : "false")}}{{party}}}""";
        return new(
            name, sender.Authorization, "PUT", $"/api/users/{id}", body, Made(state) with { Users = state.Users.SetItem(id, user) });
    }
}
