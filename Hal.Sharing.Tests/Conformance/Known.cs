using System.Collections.Immutable;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>What has existed in a world, in the order of creation, so that a step can refer to it by number, deleted or not.</summary>
internal sealed record Known
{
    public ImmutableList<string> Users { get; init; } = [];

    public ImmutableList<string> Clients { get; init; } = [];

    public ImmutableList<string> Teams { get; init; } = [];

    /// <summary>Users and teams, as principals.</summary>
    public ImmutableList<string> Principals { get; init; } = [];

    public ImmutableList<string> Integrations { get; init; } = [];

    public ImmutableList<string> Slugs { get; init; } = [];

    /// <summary>Users and the parties that have managed them.</summary>
    public ImmutableList<(string User, string Party)> Managed { get; init; } = [];

    /// <summary>Users and the teams that have been authorized by them.</summary>
    public ImmutableList<(string User, string Team)> Authorized { get; init; } = [];

    /// <summary>Teams and the users who have been members.</summary>
    public ImmutableList<(string Team, string User)> Joined { get; init; } = [];

    public Known AddUser(string id, string? managedBy)
    {
        var known = Users.Contains(id) ? this : this with { Users = Users.Add(id), Principals = Principals.Add("user:" + id) };
        return managedBy is null || Managed.Contains((id, managedBy)) ? known : known with { Managed = Managed.Add((id, managedBy)) };
    }

    public Known AddClient(string id) => Clients.Contains(id) ? this : this with { Clients = Clients.Add(id) };

    public Known AddTeam(string id) =>
        Teams.Contains(id) ? this : this with { Teams = Teams.Add(id), Principals = Principals.Add("team:" + id) };

    public Known AddAuthorization(string user, string team) =>
        Authorized.Contains((user, team)) ? this : this with { Authorized = Authorized.Add((user, team)) };

    public Known AddMember(string team, string user) =>
        Joined.Contains((team, user)) ? this : this with { Joined = Joined.Add((team, user)) };

    public Known AddIntegration(string id, string slug)
    {
        var known = Integrations.Contains(id) ? this : this with { Integrations = Integrations.Add(id) };
        return known.Slugs.Contains(slug) ? known : known with { Slugs = Slugs.Add(slug) };
    }
}
