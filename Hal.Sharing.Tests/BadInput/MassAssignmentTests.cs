using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// Every write with every property that any document of the API has, beside those that the write takes: it is refused by its name or
/// ignored (contract, section 4), and never stored.
/// </summary>
public sealed class MassAssignmentTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Marker = "mass-assignment-7f3a";

    /// <summary>Names that other systems, or the database, have for what a client must not set.</summary>
    private static readonly string[] Others =
    [
        "__proto__", "constructor", "prototype", "isAdmin", "admin", "password", "secretHash", "is_superuser", "managed_by", "owner_id",
        "ownerID", "OwnerId", "created_at", "granted_by", "$set", "class", "permissions", "scope", "act", "azp", "deleted", "revision",
    ];

    private static readonly string[] Values = ["true", "3", "null", $$"""{"id":"{{Marker}}"}""", $"[\"{Marker}\"]"];

    private readonly ListeningServer _server = new() { Settings = [("Limits:RenamesPerHour", "1000000")] };

    /// <summary>Changes that send back what was read, and so change nothing: the caller, the target and what they may set.</summary>
    public static TheoryData<string, string, string[]> Changes => new()
    {
        { "admin", "/api/integrations/abc-123", ["slug", "name", "type", "description", "version"] },
        { "jdoe", "/api/integrations/abc-123", ["slug", "name", "type", "description", "version"] },
        { "admin", "/api/integrations/abc-123/shares/user:jdoe", ["accessLevel", "version"] },
        { "admin", "/api/integrations/abc-123/owner", ["userId", "teamId", "principalId", "id", "version"] },
        { "admin", "/api/users/outsider", ["displayName", "firstName", "lastName", "email", "isSuperuser", "managedBy", "version"] },
        { "outsider", "/api/users/outsider", ["displayName", "firstName", "lastName", "version"] },
        { "coach", "/api/users/junior", ["displayName", "firstName", "lastName", "email", "managedBy", "version"] },
        { "coach", "/api/teams/coaching", ["name", "description", "url", "image", "privacyStatement", "version"] },
        { "coach", "/api/teams/coaching/members/bwong", ["role", "version"] },
    };

    /// <summary>What creates: the caller, the target, a body and what this caller may set.</summary>
    public static TheoryData<string, string, string, string[]> Creations => new()
    {
        { "outsider", "/api/integrations", """{"name":"New"}""", ["slug", "name", "type", "description"] },
        { "admin", "/api/integrations", """{"name":"New"}""", ["id", "slug", "name", "type", "description"] },
        { "coach", "/api/users", """{"displayName":"New"}""", ["displayName", "firstName", "lastName", "email"] },
        { "outsider", "/api/teams", """{"name":"New"}""", ["id", "name", "description", "url", "image", "privacyStatement"] },
        { "coach", "/api/teams/coaching/members", """{"userId":"jdoe"}""", ["userId", "principalId", "role"] },
        { "admin", "/api/clients", """{"name":"New"}""", ["id", "name"] },
        { "admin", "/api/integrations/abc-123/shares", """{"principalId":"user:bwong"}""", ["principalId", "accessLevel"] },
        { "coach", "/api/v1/oauth/delegated-token", """{"sub":"junior"}""", ["sub", "team_id"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ChangeWithOtherProperty_IsRefusedByName_OrChangesNothing(string caller, string target, string[] writable)
    {
        var read = (await SendAsync("GET", caller, target, null)).Json();
        var before = await _server.DigestAsync();
        var complaints = new List<string>();
        foreach (var (name, value) in Assignments(writable))
        {
            var body = JsonNode.Parse(read.GetRawText())!.AsObject();
            body[name] = JsonNode.Parse(value);
            var answer = await SendAsync("PUT", caller, target, body.ToJsonString());
            if (answer.Status is not (200 or 403) && !IsRefusedByName(answer, name))
                complaints.Add($"{name}: {value}: {answer.Status} {answer.Text}");
        }
        string.Join('\n', complaints).Should().BeEmpty();
        (await _server.DigestAsync()).Should().Equal(before);
    }

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task CreationWithOtherProperty_IsRefusedByName_OrDoesNotStoreIt(
        string caller, string target, string body, string[] writable)
    {
        var beginning = await ResetDatabase.KeepAsync(_server.ConnectionString);
        var before = await StoredAsync();
        var complaints = new List<string>();
        var created = 0;
        foreach (var (name, value) in Assignments(writable))
        {
            var answer = await SendAsync("POST", caller, target, $"{body[..^1]},{JsonSerializer.Serialize(name)}:{value}}}");
            if (answer.Status is 200 or 201)
            {
                created++;
                if (await StoredAsync() != before || answer.Text.Contains(Marker, StringComparison.Ordinal))
                    complaints.Add($"{name}: {value}: stored");
                await beginning.RunAsync();
            }
            else if (answer.Status != 403 && !IsRefusedByName(answer, name))
                complaints.Add($"{name}: {value}: {answer.Status} {answer.Text}");
        }
        output.WriteLine($"{created} created");
        string.Join('\n', complaints).Should().BeEmpty();
        created.Should().BePositive("properties of documents are ignored");
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    /// <summary>Each name with a string, and with one of the other values in turn.</summary>
    private static IEnumerable<(string Name, string Value)> Assignments(string[] writable) =>
        Names(writable).SelectMany((name, index) => new[] { (name, $"\"{Marker}\""), (name, Values[index % Values.Length]) });

    private static IEnumerable<string> Names(string[] writable) =>
        ApiOperations.All.Document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .SelectMany(schema => Properties(schema.Value)).Concat(Others).Distinct().Except(writable).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Properties(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member.Name == "properties" && member.Value.ValueKind == JsonValueKind.Object
                ? member.Value.EnumerateObject().SelectMany(property => Properties(property.Value).Prepend(property.Name))
                : Properties(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Properties),
        _ => [],
    };

    private static bool IsRefusedByName(RawAnswer answer, string name) => answer.Status is 400 or 422
        && answer.Text.Contains(JsonEncodedText.Encode(name).ToString(), StringComparison.Ordinal);

    private Task<RawAnswer> SendAsync(string method, string caller, string target, string? body)
    {
        var request = new RawRequest(method, target) { As = caller };
        return _server.SendAsync(body is null ? request : request.WithJson(body));
    }

    /// <summary>Returns the number of superusers, and of parties, owners and markers that no caller of this test may set.</summary>
    private async Task<string> StoredAsync()
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        var marked = 0L;
        foreach (var table in await connection.QueryAsync<string>(
            "select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"))
            marked += await connection.ExecuteScalarAsync<long>($"select count(*) from {table} t where t::text like '%{Marker}%'");
        return await connection.ExecuteScalarAsync<string>("""
            select concat_ws(' ', (select count(*) from users where is_superuser),
                (select count(*) from users where managed_by is not null and managed_by <> 'coach'),
                (select count(*) from integrations
                 where owner_id not in ('user:admin', 'user:outsider', 'team:engineering', 'team:analytics')))
            """) + $" {marked}";
    }
}
