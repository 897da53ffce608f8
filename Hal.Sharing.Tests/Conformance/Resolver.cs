using System.Globalization;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Makes a request of a step: replaces its references by what they stand for now.</summary>
internal sealed partial class Resolver(World world, Bindings bindings, SeenTags tags)
{
    private Known Known => world.Known;

    private List<string> Users => PresentFirst(Known.Users, world.Users.ContainsKey);

    public ApiRequest Resolve(Step step)
    {
        var parts = step.Target.Split('?');
        var path = parts[0].Split('/').Skip(1).Aggregate("", (before, segment) => $"{before}/{Text(segment, before)}");
        var token = step.Sender.Kind == SenderKind.Insider ? InsiderToken(path, step.Sender.Number) : Token(step.Sender);
        return new(token, step.Method, path, step.Accept)
        {
            Query = parts.Length == 1 ? [] : [.. parts[1].Split('&').Select(part => part.Split('=')).Select(part =>
                (part[0], Text(part[1], path)))],
            Body = step.Body is null ? null : Text(step.Body, path),
            IfMatch = step.IfMatch is null ? null : Text(step.IfMatch, path),
            IfNoneMatch = step.IfNoneMatch is null ? null : Text(step.IfNoneMatch, path),
        };
    }

    private Token Token(Sender sender) => sender.Kind switch
    {
        SenderKind.User => new(TokenKind.User, Pick(Users, sender.Number)),
        SenderKind.Expired => new(TokenKind.Expired, Pick(Known.Users, sender.Number)),
        SenderKind.NewUser => new(TokenKind.User, $"{world.Prefix}new{sender.Number}"),
        SenderKind.Client => ClientToken(Pick(Known.Clients, sender.Number)),
        SenderKind.Party => PartyToken(Pick(Known.Managed, sender.Number), sender.Scopes),
        SenderKind.Team => TeamToken(Pick(Known.Authorized, sender.Number), sender),
        _ => new(TokenKind.None),
    };

    private Token InsiderToken(string path, int number)
    {
        if (path.EndsWith("/authorize", StringComparison.Ordinal))
            return PartyToken(Pick(Known.Managed, number), null);
        if (!path.EndsWith("/delegated-token", StringComparison.Ordinal))
            return new(TokenKind.User, Pick([.. Insiders.Of(world, path).DefaultIfEmpty(Pick(Users, number))], number));
        var party = Pick(Known.Managed, number).Party;
        return Known.Clients.Contains(party) ? ClientToken(party) : new(TokenKind.User, party);
    }

    private Token ClientToken(string id) => new(TokenKind.Client, id, Secret: world.Clients.GetValueOrDefault(id)?.Secret ?? "former");

    private static Token PartyToken((string User, string Party) managed, string? scopes) =>
        new(scopes is null ? TokenKind.User : TokenKind.Acting, managed.User, managed.Party, scopes);

    private Token TeamToken((string User, string Team) authorized, Sender sender)
    {
        var members = Known.Joined.Where(joined => joined.Team == authorized.Team && joined.User != authorized.User).ToList();
        return new(
            TokenKind.Acting, authorized.User, members.Count == 0 ? "no-one" : Pick(members, sender.Other).User,
            sender.Scopes ?? "data:read", authorized.Team);
    }

    /// <summary>Replaces the references of a text.</summary>
    /// <param name="path">The path of the request, to which tags and cursors belong.</param>
    private string Text(string text, string path) => Reference().Replace(text, match =>
    {
        var number = match.Groups[2].Value is { Length: > 0 } digits ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
        return match.Groups[1].Value switch
        {
            "x" => world.Prefix,
            "u" => Pick(Users, number),
            "m" => Pick(Known.Managed, number).User,
            "t" => Pick(PresentFirst(Known.Teams, world.Teams.ContainsKey), number),
            "k" => Pick(PresentFirst(Known.Clients, world.Clients.ContainsKey), number),
            "p" => Pick(PresentFirst(Known.Principals, id => world.PrincipalName(id) is not null), number),
            "i" => Pick(PresentFirst(Known.Integrations, world.Integrations.ContainsKey), number),
            "s" => Pick(Known.Slugs, number),
            "gone" => Pick([.. Known.Slugs.Where(slug => world.Find(slug) is null).DefaultIfEmpty($"{world.Prefix}slug0")], number),
            "part" => Pick(Parts(path), number),
            "cursor" => Cursor(path, number),
            "tag" => tags.Last(Canonical(path), number) ?? "\"none.none\"",
            _ => tags.Last(Canonical(path), number)?.Trim('"').Split('.')[0] ?? "none",
        };
    });

    /// <summary>Returns the principals that an integration is shared with, or the members of a team.</summary>
    private List<string> Parts(string path) => path.Split('/') switch
    {
        [_, _, "integrations", var name, ..] when world.Find(name) is { Shares: { Count: > 0 } shares } => [.. shares.Keys],
        [_, _, "teams", var team, ..] when world.Teams.ContainsKey(team) => [.. world.MembersOf(team).Select(member => member.User)],
        [_, _, "teams", ..] => Users,
        _ => [.. Known.Principals],
    };

    private string Cursor(string path, int number)
    {
        var cursors = bindings.Cursors.Where(cursor => cursor.Query.StartsWith(path + "?", StringComparison.Ordinal)).ToList();
        return cursors.Count == 0 ? "" : Pick(cursors, number).Cursor;
    }

    /// <summary>Returns the path with the ID of an integration instead of its slug, as responses have it.</summary>
    private string Canonical(string path)
    {
        var segments = path.Split('/');
        if (segments is ["", "api", "integrations", var name, ..] && world.Find(name) is { } integration)
            segments[3] = integration.Id;
        return string.Join('/', segments);
    }

    /// <summary>Returns all items, those that exist first: small numbers refer to them.</summary>
    private static List<string> PresentFirst(IEnumerable<string> items, Func<string, bool> exists) =>
        [.. items.OrderBy(item => !exists(item))];

    private static T Pick<T>(IReadOnlyList<T> items, int number) => items[number % items.Count];

    [GeneratedRegex(@"\{([a-z]+)(\d*)\}")]
    private static partial Regex Reference();
}
