using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.History;

/// <summary>The record is complete: each row that a request changes, or removes with another one, has its change record.</summary>
public sealed class RecordTests : IAsyncLifetime
{
    private readonly RandomChanges _changes = new();

    [Fact]
    public async Task EachRequest_RecordsEachRowThatItChanges_Once()
    {
        var (state, last, written) = (_changes.Start, await LastAsync(), new List<string>());
        await _changes.RunAsync(700, async (request, status) =>
        {
            var (later, records) = (await TableState.ReadAsync(_changes.Stage), await SinceAsync(last));

            records.Select(record => record.Subject).Should().BeEquivalentTo(state.Changed(later), "of {0}: {1}", request, status);

            written.AddRange(records.Select(record => record.Action));
            (state, last) = (later, records.Count > 0 ? records[^1].Id : last);
        });

        written.Distinct().Should().Contain(
        [
            "share.put", "share.revoke", "integration.create", "integration.update", "integration.transfer", "integration.delete",
            "membership.put", "membership.remove", "team.create", "team.update", "team.delete", "user.update", "user.delete",
            "authorization.put", "authorization.revoke",
        ]);
    }

    /// <summary>Some statements name the subjects themselves. They name those that the subject has.</summary>
    [Fact]
    public async Task EachChange_NamesItsSubjects()
    {
        using (var answer = await _changes.Client.SendAsync(RandomChanges.Bearer("root"), "POST", "/api/integrations/one/shares/bulk", """
            {"items": [{"principalId": "user:boss"}, {"principalId": "user:viewer", "accessLevel": null}]}
            """))
            answer.EnsureSuccessStatusCode();
        await _changes.RunAsync(300);

        (await _changes.Stage.QueryAsync<string>("""
            select format('%s %s', action, subject) from changes
            where (subject_integration_id, subject_team_id, principal_id, former_owner_id, joiner_id) is distinct from
                  (change_integration(subject), change_team(subject), change_principal(action, subject, before, after),
                   change_former_owner(action, before), change_joiner(subject, before, after))
            """)).Should().BeEmpty();
    }

    [Fact]
    public async Task RecordsOneAfterTheOther_LeadFromTheFirstStateToTheLast()
    {
        var last = await LastAsync();
        await _changes.RunAsync(400);
        var rows = new Dictionary<string, string>(
            from row in _changes.Start.Rows
            where IsReplayed(row.Key)
            select KeyValuePair.Create(row.Key, Replayed(row.Key, row.Value)));

        foreach (var record in (await SinceAsync(last)).Where(record => IsReplayed(record.Subject)))
        {
            // The state before is the one that the records before have led to. (An update does not change the owner.)
            if (record.Action is not ("integration.update" or "integration.create"))
                rows.GetValueOrDefault(record.Subject).Should().Be(State(record.Before), "of {0} {1}", record.Action, record.Subject);
            if (record.After is null)
                rows.Remove(record.Subject);
            else if (State(record.After) is { } state)
                rows[record.Subject] = state;
        }

        var end = await TableState.ReadAsync(_changes.Stage);
        rows.Should().BeEquivalentTo(
            end.Rows.Where(row => IsReplayed(row.Key)).ToDictionary(row => row.Key, row => Replayed(row.Key, row.Value)));
    }

    public Task InitializeAsync() => _changes.InitializeAsync();

    public Task DisposeAsync() => _changes.DisposeAsync();

    private static bool IsReplayed(string subject) => subject.Split(':')[0] is "share" or "membership" or "authorization" or "integration";

    /// <summary>Returns the owner of an integration, and the state of other rows.</summary>
    private static string Replayed(string subject, string state) =>
        subject.StartsWith("integration:", StringComparison.Ordinal) ? state.Split('|')[0] : state;

    private static string? State(string? recorded)
    {
        if (recorded is null)
            return null;
        var state = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(recorded)!;
        foreach (var name in new[] { "accessLevel", "role", "ownerId", "owner_id" })
            if (state.TryGetValue(name, out var value))
                return value.ToString();
        return string.Join(' ', state["scopes"].EnumerateArray().Select(scope => scope.GetString()));
    }

    private Task<long> LastAsync() => _changes.Stage.ScalarAsync<long>("select max(id) from changes");

    private Task<IReadOnlyList<(long Id, string Action, string Subject, string? Before, string? After)>> SinceAsync(long last) =>
        _changes.Stage.QueryAsync<(long Id, string Action, string Subject, string? Before, string? After)>(
            "select id, action, subject, before::text, after::text from changes where id > @last order by id", new { last });
}
