using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Integrations;

/// <summary>A write that changes nothing updates no timestamp and no version, and leaves no change record.</summary>
public sealed class NoChangeTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Same = """{"name": "NAME", "slug": "ID-slug", "type": "probe"}""";

    [Theory]
    [InlineData("", Same)]
    [InlineData("", """{"name": "NAME", "type": "probe"}""")]
    [InlineData("/shares/user:level2", """{"accessLevel": 2}""")]
    [InlineData("/shares/user:level2", """{"accessLevel": "2"}""")]
    [InlineData("/shares/user:level1", "{}")]
    [InlineData("/shares/user:level7", """{"accessLevel": 7}""")]
    [InlineData("/owner", """{"userId": "owner"}""")]
    [InlineData("/owner", """{"principalId": "user:owner"}""")]
    public async Task WriteThatChangesNothing_WritesNothing(string path, string body)
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");
        var before = await StateAsync(id);

        using var answer = await owner.PutAsync($"/api/integrations/{id}{path}", Fill(body, id));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await StateAsync(id)).Should().Be(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/shares/user:level2")]
    public async Task ReceivedDocumentPutBack_WritesNothing(string path)
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");
        var before = await StateAsync(id);
        var document = await owner.DocumentAsync($"/api/integrations/{id}{path}");

        using var answer = await owner.PutAsync($"/api/integrations/{id}{path}", document.GetRawText());

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await StateAsync(id)).Should().Be(before);
    }

    [Theory]
    [InlineData("", """{"name": "Other", "type": "probe"}""")]
    [InlineData("", """{"name": "NAME"}""")]
    [InlineData("/shares/user:level2", """{"accessLevel": 3}""")]
    [InlineData("/shares/user:level7", """{"accessLevel": 3}""")]
    [InlineData("/owner", """{"userId": "recipient"}""")]
    public async Task WriteThatChangesSomething_LeavesOneRecordAndIncrementsTheVersion(string path, string body)
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");
        var before = await VersionsAsync(id);

        using var answer = await owner.PutAsync($"/api/integrations/{id}{path}", Fill(body, id));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await VersionsAsync(id)).Should().Be(before + 1);
        (await stage.ScalarAsync<int>("select count(*) from changes where subject like '%:' || @id || '%'", new { id })).Should().Be(1);
    }

    private async Task<string> NewAsync()
    {
        var id = $"same-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner");
        return id;
    }

    private static string Fill(string body, string id) => body
        .Replace("NAME", "Same-" + id["same-".Length..].ToUpperInvariant()[..1] + id["same-".Length..][1..], StringComparison.Ordinal)
        .Replace("ID", id, StringComparison.Ordinal);

    /// <summary>Every row of the integration and of its shares, and the number of records.</summary>
    private Task<string> StateAsync(string id) => stage.ScalarAsync<string>("""
        select concat(to_jsonb(i), (select jsonb_agg(s order by s.principal_id) from shares s where s.integration_id = i.id),
            (select count(*) from changes))
        from integrations i where i.id = @id
        """, new { id });

    /// <summary>The sum of the versions that a write of an integration or a share increments.</summary>
    private Task<long> VersionsAsync(string id) => stage.ScalarAsync<long>(
        "select version + share_list_version from integrations where id = @id", new { id });
}
