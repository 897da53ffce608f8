using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>Documents of shares, by reader.</summary>
public sealed class ShareDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    /// <summary>Which reader sees which list of shares.</summary>
    public static TheoryData<string, string> Lists => ReadOnlyFixture.Documents(
        ["owner", "admin", "level3", "readers-admin"],
        ["level1", "level2", "readers-publisher"],
        ["owners-admin"],
        ["owners-publisher"],
        ["owners-wizard", "owners-member"]);

    /// <summary>Which reader sees which share.</summary>
    public static TheoryData<string, string> Single => ReadOnlyFixture.Documents(
        ["owner", "admin", "level3", "readers-admin"],
        ["level1", "level2", "readers-publisher"],
        ["owners-admin", "owners-publisher"],
        ["owners-wizard", "owners-member"]);

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Shares(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.IntegrationOf(role)}/shares"), document, role);
    }

    [Theory]
    [MemberData(nameof(Single))]
    public async Task Share(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(
            await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.IntegrationOf(role)}/shares/user:level2"), document, role);
    }

    [Fact]
    public async Task ShareOfAStrangersIntegration_DoesNotExist()
    {
        using var caller = scenery.As("stranger");

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares/user:level2"));
    }

    [Fact]
    public async Task SharingBelowLevel3_IsForbidden()
    {
        using var caller = scenery.As("level2");

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares/user:recipient", "{}"));
    }

    [Fact]
    public async Task GrantAboveOnesOwnLevel_IsForbidden()
    {
        using var caller = scenery.As("owners-publisher");

        await Snapshot.Verify(
            await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfTeam}/shares/user:recipient", """{"accessLevel": 3}"""));
    }

    [Fact]
    public async Task LevelZero_Gets400WithHintToRevoke()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(
            await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares/user:recipient", """{"accessLevel": 0}"""));
    }

    [Fact]
    public async Task ShareThatIsThere_IsAConflictWithALink()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(
            await caller.PostAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares", """{"principalId": "user:level1"}"""));
    }

    [Fact]
    public async Task ShareThatIsNotThere_CanBeCreated()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares/user:recipient"));
    }

    [Fact]
    public async Task UnknownPrincipalInTheAddress_IsAbsent()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares/user:nobody", "{}"));
    }

    [Fact]
    public async Task UnknownPrincipalInAForm_CannotBeProcessed()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(
            await caller.PostAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares", """{"principalId": "user:nobody"}"""));
    }
}
