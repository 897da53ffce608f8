using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Validators;

/// <summary>
/// A PUT or DELETE of something that has a document of its own, and another PUT of the same that comes between. Addresses name parts of
/// a scene in braces, such as <c>{integration}</c>.
/// </summary>
/// <param name="Path">Of the document, and of both writes.</param>
/// <param name="Body">What is sent; null: DELETE.</param>
/// <param name="Other">The body of a concurrent write.</param>
public sealed record ConditionalWrite(string Name, string Path, string? Body, string Other)
{
    private const string Integration = "/api/integrations/{integration}";
    private const string Share = Integration + "/shares/user:level1";
    private const string Member = "/api/teams/{team}/members/{member}";

    /// <summary>Every PUT and DELETE of the contract that changes a document.</summary>
    public static IReadOnlyList<ConditionalWrite> All { get; } =
    [
        new("edit an integration", Integration, """{"name": "Mine"}""", """{"name": "Theirs"}"""),
        new("delete an integration", Integration, null, """{"name": "Theirs"}"""),
        new("hand over", Integration + "/owner", """{"userId": "recipient"}""", """{"userId": "someone"}"""),
        new("change a share", Share, """{"accessLevel": 2}""", """{"accessLevel": 3}"""),
        new("revoke a share", Share, null, """{"accessLevel": 3}"""),
        new("edit a user", "/api/users/{user}", """{"displayName": "Mine"}""", """{"displayName": "Theirs"}"""),
        new("delete a user", "/api/users/{user}", null, """{"displayName": "Theirs"}"""),
        new("edit a team", "/api/teams/{team}", """{"name": "Mine"}""", """{"name": "Theirs"}"""),
        new("delete a team", "/api/teams/{team}", null, """{"name": "Theirs"}"""),
        new("edit a member", Member, """{"role": "designer"}""", """{"role": "publisher"}"""),
        new("remove a member", Member, null, """{"role": "publisher"}"""),
        new("edit a client", "/api/clients/{client}", """{"name": "Mine"}""", """{"name": "Theirs"}"""),
        new("delete a client", "/api/clients/{client}", null, """{"name": "Theirs"}"""),
    ];

    public string Method => Body is null ? "DELETE" : "PUT";

    public override string ToString() => Name;

    /// <summary>Makes a scene of its own for one try, and says what the address is there.</summary>
    public async Task<string> PrepareAsync(SharingFixture stage)
    {
        var member = await stage.AddUserAsync();
        var parts = new Dictionary<string, string>
        {
            ["integration"] = await stage.AddIntegrationOfAsync("user:owner", ("user:level1", 1)),
            ["user"] = await stage.AddUserAsync(),
            ["member"] = member,
            ["team"] = await stage.AddTeamAsync(("owner", 6), (member, 1)),
            ["client"] = await stage.AddClientAsync(),
        };
        return parts.Aggregate(Path, (path, part) => path.Replace($"{{{part.Key}}}", part.Value, StringComparison.Ordinal));
    }
}
