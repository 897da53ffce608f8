using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Paging;

/// <summary>The collections that page in the same way.</summary>
public enum CollectionKind
{
    Shares,
    Integrations,
    OwnedIntegrations,
    Principals,
}

/// <summary>Runs a test for every <see cref="CollectionKind"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryCollectionAttribute : Xunit.Sdk.DataAttribute
{
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        Enum.GetValues<CollectionKind>().Select(kind => new object[] { kind });
}

/// <summary>A new collection with numbered items, and a caller who can read it.</summary>
public sealed class PagedCollection : IDisposable
{
    private readonly SharingFixture _sharing;
    private readonly CollectionKind _kind;

    private PagedCollection(SharingFixture sharing, CollectionKind kind)
    {
        (_sharing, _kind) = (sharing, kind);
        (Caller, Path) = kind switch
        {
            CollectionKind.Shares => (sharing.As("owner"), $"/api/integrations/{Prefix}/shares?"),
            CollectionKind.Integrations => (sharing.As("admin"), $"/api/integrations?q={Prefix}&"),
            CollectionKind.OwnedIntegrations => (sharing.As($"{Prefix}-owner"), "/api/integrations?"),
            _ => (sharing.As("stranger"), $"/api/principals?q={Prefix}&type=user&"),
        };
    }

    /// <summary>The start of the ID of every item.</summary>
    public string Prefix { get; } = $"p{Guid.NewGuid():N}";

    public HttpClient Caller { get; }

    /// <summary>The address of the collection, to which a parameter can be appended.</summary>
    public string Path { get; }

    public static async Task<PagedCollection> CreateAsync(SharingFixture sharing, CollectionKind kind, int count)
    {
        var collection = new PagedCollection(sharing, kind);
        if (kind == CollectionKind.Shares)
            await sharing.AddIntegrationAsync(collection.Prefix, "user:owner", []);
        if (kind == CollectionKind.OwnedIntegrations)
            await sharing.AddUsersAsync($"{collection.Prefix}-owner");
        await collection.AddAsync([.. Numbers(count)]);
        return collection;
    }

    public async Task AddAsync(params string[] numbers)
    {
        var ids = numbers.Select(number => $"{Prefix}-{number}").ToArray();
        if (_kind is CollectionKind.Shares or CollectionKind.Principals)
            await _sharing.AddUsersAsync(ids);
        if (_kind == CollectionKind.Shares)
            await _sharing.ExecuteAsync("""
                insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
                select @prefix, 'user:' || id, 1, 'admin', now(), now() from unnest(@ids) as id
                """, new { prefix = Prefix, ids });
        if (_kind is CollectionKind.Integrations or CollectionKind.OwnedIntegrations)
            await _sharing.ExecuteAsync("""
                insert into integration_names (name, integration_id) select id, id from unnest(@ids) as id;
                insert into integrations (id, slug, name, owner_id, created_at, updated_at)
                select id, id, id, @owner, now(), now() from unnest(@ids) as id;
                """, new { ids, owner = _kind == CollectionKind.Integrations ? "user:owner" : $"user:{Prefix}-owner" });
    }

    public Task RemoveAsync(params string[] numbers) => _sharing.ExecuteAsync(_kind switch
    {
        CollectionKind.Shares => """
            delete from shares where integration_id = @prefix and principal_id in (select 'user:' || id from unnest(@ids) as id)
            """,
        CollectionKind.Principals => """
            delete from users where id = any (@ids);
            delete from principals where id in (select 'user:' || id from unnest(@ids) as id)
            """,
        _ => "delete from integrations where id = any (@ids)",
    }, new { prefix = Prefix, ids = numbers.Select(number => $"{Prefix}-{number}").ToArray() });

    public Task<JsonElement> PageAsync(string parameter) => Caller.DocumentAsync($"{Path}{parameter}");

    /// <summary>Returns the page at the address and all pages that <paramref name="rel"/> leads to.</summary>
    public async Task<List<JsonElement>> WalkAsync(string path, string rel)
    {
        var pages = new List<JsonElement>();
        for (var href = path; href is not null; href = pages[^1].Href(rel))
            pages.Add(await Caller.DocumentAsync(href));
        return pages;
    }

    /// <summary>Returns the IDs of the items on a page.</summary>
    public List<string> Ids(JsonElement page)
    {
        var rel = _kind switch
        {
            CollectionKind.Shares => "inf:integration-share",
            CollectionKind.Principals => "inf:principal",
            _ => "inf:integration",
        };
        return [.. page.Embedded(rel).Select(item => item.GetProperty(_kind == CollectionKind.Shares ? "principalId" : "id").GetString()!)];
    }

    /// <summary>Returns the IDs of the items with these numbers.</summary>
    public IEnumerable<string> Named(params string[] numbers) =>
        numbers.Select(number => $"{(_kind is CollectionKind.Shares or CollectionKind.Principals ? "user:" : "")}{Prefix}-{number}");

    /// <summary>Returns the IDs of the first items.</summary>
    public IEnumerable<string> First(int count) => Named([.. Numbers(count)]);

    public static async Task<HttpStatusCode> StatusAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(path);
        return answer.StatusCode;
    }

    public void Dispose() => Caller.Dispose();

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(number => $"{number:000}");
}
