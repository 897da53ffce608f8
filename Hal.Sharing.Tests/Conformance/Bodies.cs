using FsCheck;
using FsCheck.Fluent;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Generates the bodies of requests: some without a property, or with a faulty or unknown one.</summary>
internal static class Bodies
{
    private static readonly Gen<string> Name = Quoted(Gen.Frequency(
        (20, Gen.Elements("Apple", "Bar & Co <b>", "Cherry 7", "Ann")), (1, Gen.Constant(""))));

    private static readonly Gen<string> Text = Quoted(Gen.Elements("", "one", "two"));

    private static readonly Gen<string> Level = Gen.Frequency(
        (20, Gen.Elements("1", "2", "3")), (4, Gen.Elements("7", "\"2\"")), (2, Gen.Elements("0", "-1", "null", "true", "\"x\"")));

    private static readonly Gen<string> Revision = Quoted(Gen.Elements("{version0}", "{version0}", "{version1}"));

    private static readonly Gen<string> Role = Quoted(Gen.Frequency((12, Gen.Elements(Roles.Names)), (1, Gen.Elements("", "king"))));

    private static readonly Gen<string> Url = Quoted(Gen.Elements("https://example.com/a", "https://example.com/b", "", "", "none"));

    private static readonly Gen<string> Flag = Gen.Elements("true", "true", "false", "false", "\"true\"", "1");

    private static readonly Gen<string> Party = Quoted(Gen.Frequency(
        (4, Texts.UserId), (3, Texts.Reference("k", 2)), (1, Gen.Constant(""))));

    public static Gen<string?> Version { get; } = Gen.Frequency((8, Gen.Constant<string?>(null)), (1, Object(("version", 30, Revision))));

    private static readonly Gen<string> Slug = Gen.OneOf(
        NewId("slug"), Quoted(Texts.Reference("gone", 2)), Quoted(Gen.Elements("{s0}", "{s1}", "{s5}", "{x}slug1", "Not a slug")));

    public static Gen<string?> NewIntegration { get; } = Object(
        ("name", 31, Name), ("slug", 6, Slug), ("id", 4, NewId("id")), ("type", 6, Text), ("description", 6, Text));

    public static Gen<string?> Integration { get; } = Object(
        ("name", 31, Name), ("slug", 8, Slug), ("type", 6, Text), ("description", 6, Text), ("version", 4, Revision));

    public static Gen<string?> NewShare { get; } = Object(("principalId", 31, Quoted(Texts.Principal)), ("accessLevel", 24, Level));

    public static Gen<string?> Share { get; } = Object(("accessLevel", 30, Level), ("version", 2, Revision));

    public static Gen<string?> Owner { get; } = Gen.OneOf(
        Object(("userId", 31, Quoted(Texts.UserId)), ("version", 4, Revision)),
        Object(("teamId", 31, Quoted(Texts.TeamId)), ("version", 4, Revision)),
        Object(("principalId", 30, Quoted(Texts.Principal)), ("userId", 2, Quoted(Texts.UserId)), ("version", 4, Revision)));

    public static Gen<string?> NewUser { get; } = Object(
        ("displayName", 31, Name), ("id", 8, NewId("user")), ("email", 6, Quoted(Gen.Elements("a@example.com", "a"))),
        ("isSuperuser", 4, Flag), ("managedBy", 6, Party));

    public static Gen<string?> User { get; } = Object(
        ("displayName", 31, Name), ("firstName", 8, Text), ("lastName", 8, Text), ("email", 6, Quoted(Gen.Constant("a@example.com"))),
        ("isSuperuser", 6, Flag), ("managedBy", 12, Party), ("version", 4, Revision));

    public static Gen<string?> NewTeam { get; } = Object(
        ("name", 31, Name), ("id", 12, NewId("team")), ("description", 6, Text), ("url", 6, Url));

    public static Gen<string?> Team { get; } = Object(
        ("name", 31, Name), ("description", 6, Text), ("url", 6, Url), ("image", 4, Url), ("version", 4, Revision));

    public static Gen<string?> NewMember { get; } = Gen.OneOf(
        Object(("userId", 31, Quoted(Texts.UserId)), ("role", 24, Role)),
        Object(("principalId", 31, Quoted(Texts.Principal)), ("role", 24, Role)));

    public static Gen<string?> Member { get; } = Object(("role", 31, Role), ("version", 4, Revision));

    public static Gen<string?> NewClient { get; } = Object(("name", 31, Name), ("id", 12, NewId("client")));

    public static Gen<string?> Client { get; } = Object(("name", 16, Name), ("rotateSecret", 10, Flag), ("version", 4, Revision));

    public static Gen<string?> Scopes { get; } = Object(("scopes", 31, Gen.Frequency(
        (10, Gen.Elements("[\"data:read\"]", "[\"data:write\",\"data:read\"]", "[\"data:read\",\"admin\"]", "[\"data:write\"]")),
        (2, Gen.Elements("[]", "\"data:read\"", "[\"data:read\",\"none\",7]")))));

    public static Gen<string?> Subject { get; } = Object(
        ("sub", 31, Quoted(Gen.Frequency((3, Texts.Reference("m", 3)), (1, Texts.UserId)))), ("team_id", 8, Quoted(Texts.TeamId)));

    /// <summary>An object in which each property is present with its own probability, of 32, and rarely one that is unknown.</summary>
    private static Gen<string?> Object(params (string Name, int Weight, Gen<string> Values)[] properties) =>
        Gen.Frequency(
            (80, properties.Aggregate(Gen.Constant(""), (body, property) =>
                from sofar in body
                from draw in Gen.Choose(0, 31)
                from value in property.Values
                select draw >= property.Weight ? sofar : $"{sofar}{(sofar.Length == 0 ? "" : ",")}\"{property.Name}\":{value}")
                .Select(body => (string?)$"{{{body}}}")),
            (2, Gen.Elements<string?>("{\"color\":1}", "[1]", "{}", null)));

    private static Gen<string> Quoted(Gen<string> values) => values.Select(value => $"\"{value}\"");

    /// <summary>An ID or slug that is new at first, then taken; sometimes one that differs only in case.</summary>
    private static Gen<string> NewId(string kind) => Quoted(Gen.Frequency(
        (12, Gen.Choose(0, 3).Select(number => $"{{x}}{kind}{number}")), (1, Gen.Constant($"{{x}}{kind.ToUpperInvariant()}1")),
        (1, Gen.Elements("me", "..", "a b"))));
}
