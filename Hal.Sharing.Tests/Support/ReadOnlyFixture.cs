namespace Hal.Sharing.Tests.Support;

/// <summary>A stage with two integrations that nobody changes: what documents look like is compared on it.</summary>
public sealed class ReadOnlyFixture : IAsyncLifetime
{
    /// <summary>An integration that the user owner owns.</summary>
    public const string OfUser = "of-user";

    /// <summary>An integration that the team owners owns.</summary>
    public const string OfTeam = "of-team";

    private static readonly (string, int)[] Shares =
        [("team:readers", 3), ("user:level1", 1), ("user:level2", 2), ("user:level3", 3), ("user:level7", 7)];

    private readonly SharingFixture _stage = new();

    /// <summary>Everybody who reads one of the two by a way of his own, and which.</summary>
    public static TheoryData<string, string> Readers => new()
    {
        { "admin", OfUser },
        { "owner", OfUser },
        { "level1", OfUser },
        { "level2", OfUser },
        { "level3", OfUser },
        { "readers-admin", OfUser },
        { "readers-publisher", OfUser },
        { "owners-admin", OfTeam },
        { "owners-publisher", OfTeam },
        { "owners-wizard", OfTeam },
        { "owners-member", OfTeam },
    };

    public HttpClient As(string userId) => _stage.As(userId);

    public HttpClient Anonymous() => _stage.Anonymous();

    public async Task InitializeAsync()
    {
        await _stage.InitializeAsync();
        await _stage.AddIntegrationAsync(OfUser, "user:owner", Shares);
        await _stage.AddIntegrationAsync(OfTeam, "team:owners", Shares);
    }

    public Task DisposeAsync() => _stage.DisposeAsync();
}
