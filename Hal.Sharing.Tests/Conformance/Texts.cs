using FsCheck;
using FsCheck.Fluent;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Generates addresses and parts of addresses, with references.</summary>
internal static class Texts
{
    /// <summary>The address of an integration, by its ID or by a slug that it has or had.</summary>
    public static Gen<string> IntegrationPath { get; } = Gen.Constant("/api/integrations/").Then(Gen.Frequency(
        (14, Reference("i", 4)), (4, Reference("s", 5)), (1, Gen.Constant("unknown"))));

    public static Gen<string> Principal { get; } = Gen.Frequency(
        (20, Reference("p", 9)), (3, Reference("p", 14)), (1, Gen.Elements("user:unknown", "team:unknown", "nothing")));

    public static Gen<string> SharePath { get; } = IntegrationPath.Then("/shares/").Then(
        Gen.Frequency((3, Reference("part", 4)), (2, Principal)));

    public static Gen<string> AccessPath => IntegrationPath.Then("/access/").Then(
        Gen.Frequency((5, Gen.Constant("user:").Then(UserId)), (1, Principal)));

    public static Gen<string> UserId { get; } = Gen.Frequency(
        (14, Reference("u", 7)), (5, Reference("m", 2)), (3, Reference("u", 14)), (1, Gen.Constant("unknown")));

    public static Gen<string> TeamId { get; } = Gen.Frequency(
        (16, Reference("t", 2)), (3, Reference("t", 5)), (1, Gen.Constant("unknown")));

    public static Gen<string> UserPath { get; } = Gen.Constant("/api/users/").Then(UserId);

    public static Gen<string> TeamPath { get; } = Gen.Constant("/api/teams/").Then(TeamId);

    public static Gen<string> MemberPath { get; } = TeamPath.Then("/members/").Then(Gen.Frequency((1, Reference("part", 4)), (1, UserId)));

    public static Gen<string> ClientPath { get; } =
        Gen.Constant("/api/clients/").Then(Gen.Frequency((6, Reference("k", 2)), (1, Gen.Constant("unknown"))));

    /// <summary>A text to search for.</summary>
    public static Gen<string> Search { get; } = Gen.Elements("a", "an", "e", "Re", "new", "slug", "x%_");

    public static Gen<string> TeamsApi(string end) => Gen.Constant("/api/v1/teams/").Then(TeamId).Then(end);

    /// <summary>A query with some of the filters, a limit and a cursor; often none.</summary>
    public static Gen<string> Query(params (string Name, Gen<string> Values)[] filters)
    {
        var limits = Gen.Frequency((16, Gen.Elements("1", "2", "3")), (1, Gen.Elements("0", "1000", "x")));
        var cursors = Gen.Frequency((20, Reference("cursor", 5)), (1, Gen.Constant("none")));
        (string Name, Gen<string> Values)[] all = [.. filters, ("limit", limits), ("after", cursors), ("page", Gen.Constant("2"))];
        return all.Aggregate(
            Gen.Constant(""),
            (query, part) => query.SelectMany(sofar => Gen.Choose(0, part.Name == "page" ? 40 : 2).SelectMany(draw => draw > 0
                ? Gen.Constant(sofar)
                : part.Values.Select(value => $"{sofar}{(sofar.Length == 0 ? '?' : '&')}{part.Name}={value}"))));
    }

    public static Gen<string> Reference(string kind, int most) => Gen.Choose(0, most).Select(number => $"{{{kind}{number}}}");

    public static Gen<string> Then(this Gen<string> first, Gen<string> second) => first.Zip(second, (one, other) => one + other);

    public static Gen<string> Then(this Gen<string> first, string second) => first.Select(one => one + second);
}
