namespace Hal.Sharing.Tests.Staleness;

/// <summary>Every kind of change alone, with every document that it changes, for every requester.</summary>
public sealed class EveryChangeTests(TwoServers servers) : IClassFixture<TwoServers>
{
    private const string ToManaged = "transfer to managed";

    /// <summary>By name: the change, from the initial state of a world or from what the named changes before it made of that.</summary>
    private static readonly Dictionary<string, Func<State, Change>> Changes = new()
    {
        ["share"] = state => Change.PutShare(state, Of(state, "owner"), User(state, "outsider"), 1),
        ["raise share"] = state => Change.PutShare(state, Of(state, "grantee"), User(state, "managed"), 3),
        ["lower share"] = state => Change.PutShare(state, Of(state, "owner"), User(state, "grantee"), 1),
        ["level above 3"] = state => Change.PutShare(state, Of(state, "owner"), User(state, "grantee"), 7),
        ["lower team share"] = state => Change.PutShare(state, Of(state, "super"), Team(state.Readers), 1),
        ["revoke"] = state => Change.Revoke(state, Of(state, "owner"), User(state, "grantee")),
        ["revoke team share"] = state => Change.Revoke(state, Of(state, "owner"), Team(state.Readers)),
        ["transfer to user"] = state => Change.Transfer(state, Of(state, "owner"), User(state, "outsider")),
        [ToManaged] = state => Change.Transfer(state, Of(state, "owner"), User(state, "managed")),
        ["transfer to team"] = state => Change.Transfer(state, Of(state, "super"), Team(state.Own)),
        ["transfer back"] = state => Change.Transfer(state, Of(state, "admin"), User(state, "owner")),
        ["rename integration"] = state => Change.RenameIntegration(state, Of(state, "owner")),
        ["change slug"] = state => Change.ChangeSlug(state, Of(state, "owner")),
        ["delete integration"] = state => Change.DeleteIntegration(state, Of(state, "owner")),
        ["create integration"] = Change.CreateIntegration,
        ["rename owner"] = state => Change.RenameUser(state, "owner"),
        ["rename grantee"] = state => Change.RenameUser(state, "grantee"),
        ["rename own team"] = state => Change.RenameTeam(state, state.Own),
        ["rename readers"] = state => Change.RenameTeam(state, state.Readers),
        ["demote superuser"] = state => Change.SetSuperuser(state, isSuperuser: false),
        ["promote superuser"] = state => Change.SetSuperuser(state, isSuperuser: true),
        ["raise role"] = state => Change.SetRole(state, state.Own, state["member"], 6),
        ["lower role"] = state => Change.SetRole(state, state.Own, state["member"], 1),
        ["raise reader"] = state => Change.SetRole(state, state.Readers, state["reader"], 6),
        ["add member"] = state => Change.SetRole(state, state.Readers, state["outsider"], 1),
        ["remove member"] = state => Change.RemoveMember(state, state.Own, state["member"]),
        ["remove reader"] = state => Change.RemoveMember(state, state.Readers, state["reader"]),
        ["remove actor"] = state => Change.RemoveMember(state, state.Acting, state["scout"]),
        ["delete grantee and grantor"] = state => Change.DeleteUser(state, "grantee"),
        ["delete managed user"] = state => Change.DeleteUser(state, "managed"),
        ["delete member"] = state => Change.DeleteUser(state, "member"),
        ["withdraw grant"] = Change.Withdraw,
        ["narrow grant"] = state => Change.Grant(state, ["data:read"]),
        ["widen grant"] = state => Change.Grant(state, ["data:read", "data:write"]),
        ["release"] = Change.Release,
        ["manage"] = Change.Manage,
    };

    [Theory]
    [InlineData("share", "integration list owner pages share")]
    [InlineData("raise share", "integration list owner pages share")]
    [InlineData("lower share", "integration list owner pages share")]
    [InlineData("level above 3", "list pages share")]
    [InlineData("lower team share", "integration list owner pages share")]
    [InlineData("revoke", "integration list owner pages share")]
    [InlineData("revoke team share", "integration list owner pages share")]
    [InlineData("transfer to user", "integration list owner pages share")]
    [InlineData(ToManaged, "integration list owner pages share")]
    [InlineData("transfer to team", "integration list owner pages share")]
    [InlineData("transfer back", "integration list owner pages share", "transfer to team")]
    [InlineData("rename integration", "integration")]
    [InlineData("change slug", "integration")]
    [InlineData("delete integration", "integration list owner pages share")]
    [InlineData("create integration", "integration list owner pages", "delete integration")]
    [InlineData("rename owner", "me owner user")]
    [InlineData("rename grantee", "list me pages share user")]
    [InlineData("rename own team", "owner team", "transfer to team")]
    [InlineData("rename readers", "list pages share team")]
    [InlineData("demote superuser", "entry integration list me owner pages share team user")]
    [InlineData("promote superuser", "entry integration list me owner pages share team user", "demote superuser")]
    [InlineData("raise role", "integration list owner pages share team", "transfer to team")]
    [InlineData("lower role", "integration list pages share", "transfer to team")]
    [InlineData("raise reader", "list owner pages share team")]
    [InlineData("add member", "integration list owner pages share team")]
    [InlineData("remove member", "integration list owner pages share team", "transfer to team")]
    [InlineData("remove reader", "integration list owner pages share team")]
    [InlineData("remove actor", "entry integration me user", ToManaged)]
    [InlineData("delete grantee and grantor", "entry integration list me owner pages share team user")]
    [InlineData("delete managed user", "entry integration list me owner pages share team user")]
    [InlineData("delete member", "entry integration list me owner pages share team user", "transfer to team")]
    [InlineData("withdraw grant", "entry integration me user", ToManaged)]
    [InlineData("narrow grant", "entry integration me user", ToManaged)]
    [InlineData("widen grant", "entry integration me user", ToManaged, "narrow grant")]
    [InlineData("release", "entry me user")]
    [InlineData("manage", "entry me user", "release")]
    public async Task Change_ShowsAtTheOtherServer(string name, string kinds, params string[] before)
    {
        // The servers keep the lists of the second world alone.
        foreach (var grantor in new[] { "managed", "owner" })
        {
            var world = await World.AddAsync(servers, grantor);
            foreach (var earlier in before)
                await world.ApplyAsync(Changes[earlier](world.State), 0);
            await ExpectShownAsync(world, Changes[name](world.State), kinds);
        }
    }

    private static async Task ExpectShownAsync(World world, Change change, string kinds)
    {
        var changed = world.ChangedBy(change);
        changed.Select(pair => pair.Document.Kind).Should().Contain(kinds.Split(' '), "the model must expect something else afterwards");
        await FaultsAsync(world, changed, isConditional: false);

        await world.ApplyAsync(change, 0);

        var faults = await FaultsAsync(world, changed, isConditional: true);
        faults.AddRange(await FaultsAsync(world, changed, isConditional: false));
        faults.Should().BeEmpty();
    }

    private static async Task<List<string>> FaultsAsync(
        World world, IReadOnlyList<(Requester Requester, Document Document)> reads, bool isConditional)
    {
        var faults = await Task.WhenAll(reads.Select((read, number) => FaultAsync(
            world, read.Requester, read.Document, Document.MediaTypes[number % Document.MediaTypes.Count], isConditional)));
        return [.. faults.OfType<string>()];
    }

    private static async Task<string?> FaultAsync(
        World world, Requester requester, Document document, string accept, bool isConditional)
    {
        if (World.Expected(world.State, requester, document, accept) is not { } expected)
            return null;
        var shown = await world.Reader.TextAsync(1, requester, document, accept, isConditional);
        return shown == expected ? null : $"{document.Path} as {accept}, conditional {isConditional}, shows {requester.Name}\n{shown}\n"
            + $"instead of\n{expected}";
    }

    private static Requester Of(State state, string part) => Requester.Of(state, part);

    private static string User(State state, string part) => $"user:{state[part]}";

    private static string Team(string id) => $"team:{id}";
}
