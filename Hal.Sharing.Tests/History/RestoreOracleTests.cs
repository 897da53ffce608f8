using System.Globalization;
using System.Net;
using System.Text.Json;
using Hal.Sharing.Data.History;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.History;

/// <summary>
/// In a random world, a change has the link to restore exactly if the request changes something, for every caller; after it, the row is as
/// it was before the change, one more change is recorded, and nothing else is different.
/// </summary>
public sealed class RestoreOracleTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string StoredSql =
        "select id, user_id, authorized_party as party, action, subject, before::text, after::text from changes "
        + "where id > @last order by id";

    private static readonly string[] Kinds = ["share", "integration", "team", "membership"];

    private readonly RandomChanges _changes = new();
    private readonly Random _random = new(5);
    private long _first;

    [Fact]
    public async Task Link_IsThere_ExactlyIfTheStateComesBack()
    {
        var (restored, refused) = (new Dictionary<string, int>(), 0);
        for (var i = 0; i < 400; i++)
        {
            var stored = await StoredAsync(_first);
            // Old changes are rarely the present state. Changes of teams are few.
            var (eligible, last) = i % 8 == 0
                ? ([.. stored.Where(change => change.Kind == "team")], int.MaxValue)
                : (stored, i % 3 == 0 ? int.MaxValue : 40);
            var change = eligible[^(1 + _random.Next(Math.Min(eligible.Count, last)))];
            var reader = i % 4 == 0 ? "root" : RandomChanges.Users[_random.Next(RandomChanges.Users.Count)];
            var id = _changes.Cipher.Encode(OpaqueKind.Change, change.Id);
            using var answer = await _changes.Client.SendAsync(RandomChanges.Bearer(reader), "GET", $"/api/changes/{id}");
            var isOffered = answer.IsSuccessStatusCode && (await answer.JsonAsync()).Href("inf:restore") is not null;
            var before = await TableState.ReadAsync(_changes.Stage);

            using var result = await _changes.Client.SendAsync(RandomChanges.Bearer(reader), "POST", $"/api/changes/{id}/restore", "{}");

            var because = $"{change} for {reader}: {(int)result.StatusCode} {await result.Content.ReadAsStringAsync()}";
            var after = await TableState.ReadAsync(_changes.Stage);
            ((int)result.StatusCode).Should().BeLessThan(500, because);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized)
                result.StatusCode.Should().Be(answer.StatusCode, because);
            if (!isOffered)
            {
                after.Changed(before).Should().BeEmpty(because);
                (await StoredAsync(stored[^1].Id)).Should().BeEmpty(because);
                refused++;
                continue;
            }
            result.StatusCode.Should().BeOneOf([HttpStatusCode.OK, HttpStatusCode.NoContent], because);
            after.Changed(before).Should().Equal([change.Subject], because);
            after.Rows.GetValueOrDefault(change.Subject).Should().Be(Expected(change, before), because);
            (await StoredAsync(stored[^1].Id)).Should().ContainSingle(because).Which.UserId.Should().Be(reader);
            restored[change.Action] = restored.GetValueOrDefault(change.Action) + 1;

            using var again = await _changes.Client.SendAsync(RandomChanges.Bearer(reader), "POST", $"/api/changes/{id}/restore");
            ((int)again.StatusCode).Should().BeLessThan(500, because);
            (await TableState.ReadAsync(_changes.Stage)).Changed(after).Should().BeEmpty(because);
        }
        output.WriteLine($"refused {refused}, restored {string.Join(", ", restored)}");
        restored.Keys.Should().Contain([
            "share.put", "share.revoke", "integration.transfer", "integration.update", "team.update", "membership.put",
            "membership.remove"]);
        refused.Should().BeGreaterThan(50);
    }

    [Fact]
    public async Task LinksInPages_AreThoseOfTheSingleChange()
    {
        var compared = 0;
        foreach (var (reader, path) in new[]
        {
            ("root", "/api/history"), ("root", "/api/integrations/one/history"), ("owner", "/api/users/me/history"),
            ("member", "/api/users/me/history"), ("lead", "/api/teams/crew/history"), ("sharer", "/api/integrations/three/history"),
        })
        {
            using var answer = await _changes.Client.SendAsync(RandomChanges.Bearer(reader), "GET", $"{path}?limit=60");
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
                continue;
            foreach (var change in (await answer.JsonAsync()).Embedded("inf:change"))
            {
                using var single = await _changes.Client.SendAsync(RandomChanges.Bearer(reader), "GET", change.Href("self")!);
                (await single.JsonAsync()).Rels().Except(["profile", "curies"]).Should().Equal(change.Rels(), "{0}", change);
                compared++;
            }
        }
        compared.Should().BeGreaterThan(100);
    }

    public async Task InitializeAsync()
    {
        await _changes.InitializeAsync();
        _first = await _changes.Stage.ScalarAsync<long>("select coalesce(max(id), 0) from changes");
        await _changes.RunAsync(400);
    }

    public Task DisposeAsync() => _changes.DisposeAsync();

    private async Task<IReadOnlyList<StoredChange>> StoredAsync(long last) =>
        [.. (await _changes.Stage.QueryAsync<StoredChange>(StoredSql, new { last })).Where(change => Kinds.Contains(change.Kind))];

    /// <summary>Returns the row as it was before the change; null if there was none.</summary>
    private static string? Expected(StoredChange change, TableState present)
    {
        if (change.Before is null)
            return null;
        var before = JsonSerializer.Deserialize<JsonElement>(change.Before);
        var row = present.Rows.GetValueOrDefault(change.Subject)?.Split('|');
        return change.Action switch
        {
            "share.put" or "share.revoke" => Number("accessLevel"),
            "membership.put" or "membership.remove" => Number("role"),
            "integration.transfer" => string.Join('|', row!.Skip(1).Prepend(before.GetProperty("ownerId").GetString()!)),
            "team.update" => Texts("name", "description", "url", "image", "privacy_statement"),
            _ => row![0] + '|' + Texts("slug", "name", "type", "description"),
        };

        string Texts(params string[] names) => string.Join('|',
            from name in names let text = before.GetProperty(name).GetString() where text is not null select text);

        string Number(string name) => before.GetProperty(name).GetInt32().ToString(CultureInfo.InvariantCulture);
    }
}
