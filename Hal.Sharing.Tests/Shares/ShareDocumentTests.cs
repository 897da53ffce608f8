using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>Shares as everybody sees them.</summary>
public sealed class ShareDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [MemberData(nameof(ReadOnlyFixture.Readers), MemberType = typeof(ReadOnlyFixture))]
    public async Task Shares(string role, string id)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{id}/shares"), role);
    }

    [Theory]
    [MemberData(nameof(ReadOnlyFixture.Readers), MemberType = typeof(ReadOnlyFixture))]
    public async Task Share(string role, string id)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{id}/shares/user:level2"), role);
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

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfTeam}/shares/user:recipient", """{"accessLevel": 3}"""));
    }

    [Fact]
    public async Task LevelZero_IsToldToRevoke()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares/user:recipient", """{"accessLevel": 0}"""));
    }

    [Fact]
    public async Task ShareThatIsThere_IsAConflictWithALink()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.PostAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares", """{"principalId": "user:level1"}"""));
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

        await Snapshot.Verify(await caller.PostAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/shares", """{"principalId": "user:nobody"}"""));
    }
}
