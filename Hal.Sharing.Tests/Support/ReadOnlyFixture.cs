namespace Hal.Sharing.Tests.Support;

/// <summary>Two integrations that no test changes, for tests that compare documents.</summary>
public sealed class ReadOnlyFixture : IAsyncLifetime
{
    /// <summary>An integration that the user owner owns.</summary>
    public const string OfUser = "of-user";

    /// <summary>An integration that the team owners owns.</summary>
    public const string OfTeam = "of-team";

    private static readonly (string, int)[] Shares =
        [("team:readers", 3), ("user:level1", 1), ("user:level2", 2), ("user:level3", 3), ("user:level7", 7)];

    // One caller for each way to read an integration.
    private static readonly string[] Readers =
    [
        "admin", "owner", "level1", "level2", "level3", "readers-admin", "readers-publisher",
        "owners-admin", "owners-publisher", "owners-wizard", "owners-member",
    ];

    private readonly SharingFixture _stage = new();

    /// <summary>
    /// Returns which reader sees which document, as rows of caller and document. Callers in one group see the same document, which is
    /// named after the first of them. Throws unless every reader is in exactly one group.
    /// </summary>
    public static TheoryData<string, string> Documents(params string[][] groups)
    {
        if (!groups.SelectMany(group => group).Order().SequenceEqual(Readers.Order()))
            throw new ArgumentException("Every reader must be in one group.", nameof(groups));
        var rows = new TheoryData<string, string>();
        foreach (var group in groups)
            foreach (var caller in group)
                rows.Add(caller, group[0]);
        return rows;
    }

    /// <summary>Returns the ID of the integration that this caller reads.</summary>
    public static string IntegrationOf(string caller) => caller.StartsWith("owners-", StringComparison.Ordinal) ? OfTeam : OfUser;

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
