namespace Hal.Sharing.Tests.Conformance;

/// <summary>What changes in a world together: the world after each kind of change.</summary>
internal static class Changes
{
    /// <summary>Returns the world with a new state, to give to what changes.</summary>
    public static World NextState(this World world) => world with { States = world.States + 1 };

    public static World With(this World world, User user) =>
        world with { Users = world.Users.SetItem(user.Id, user), Known = world.Known.AddUser(user.Id, user.ManagedBy) };

    public static World With(this World world, Client client) =>
        world with { Clients = world.Clients.SetItem(client.Id, client), Known = world.Known.AddClient(client.Id) };

    public static World With(this World world, Team team) =>
        world with { Teams = world.Teams.SetItem(team.Id, team), Known = world.Known.AddTeam(team.Id) };

    public static World WithMember(this World world, string team, string user, int role)
    {
        var next = world.NextState();
        return next with
        {
            Members = next.Members.SetItem((team, user), new(role, next.States)),
            Known = next.Known.AddMember(team, user),
        };
    }

    public static World WithAuthorization(this World world, string user, string team, string scopes) => world with
    {
        Authorizations = world.Authorizations.SetItem((user, team), scopes),
        Known = world.Known.AddAuthorization(user, team),
    };

    /// <summary>Returns the world with an integration, whose ID and slug are its names from now on.</summary>
    public static World With(this World world, Integration integration) => world with
    {
        Integrations = world.Integrations.SetItem(integration.Id, integration),
        Names = world.Names.SetItem(integration.Id, integration.Id).SetItem(integration.Slug, integration.Id),
        Known = world.Known.AddIntegration(integration.Id, integration.Slug),
    };

    public static World WithShare(this World world, string integration, string principal, Share? share)
    {
        var next = world.NextState();
        var shared = next.Integrations[integration];
        var shares = share is null ? shared.Shares.Remove(principal) : shared.Shares.SetItem(principal, share);
        return next.With(shared with { Shares = shares, ListState = next.States });
    }

    /// <summary>Removes a member. A team without members is deleted.</summary>
    public static World WithoutMember(this World world, string team, string user)
    {
        var next = world with { Members = world.Members.Remove((team, user)) };
        return next.MembersOf(team).Any() ? next : next.WithoutTeam(team);
    }

    public static World WithoutTeam(this World world, string team) => (world with
    {
        Teams = world.Teams.Remove(team),
        Members = world.Members.RemoveRange(world.Members.Keys.Where(key => key.Team == team)),
        Authorizations = world.Authorizations.RemoveRange(world.Authorizations.Keys.Where(key => key.Team == team)),
    }).WithoutShares("team:" + team);

    /// <summary>Removes a user. Teams of which they are the only member are deleted too.</summary>
    public static World WithoutUser(this World world, string user)
    {
        var teams = world.Members.Keys.Where(key => key.User == user).Select(key => key.Team).ToList();
        var next = teams.Aggregate(world, (left, team) => left.WithoutMember(team, user));
        return (next with
        {
            Users = next.Users.Remove(user),
            Authorizations = next.Authorizations.RemoveRange(next.Authorizations.Keys.Where(key => key.User == user)),
        }).WithoutShares("user:" + user);
    }

    private static World WithoutShares(this World world, string principal) =>
        world.Integrations.Values.Where(integration => integration.Shares.ContainsKey(principal))
            .Aggregate(world, (left, integration) => left.WithShare(integration.Id, principal, null));
}
