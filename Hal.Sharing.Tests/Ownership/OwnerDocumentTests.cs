using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Ownership;

/// <summary>Documents of owners, by reader.</summary>
public sealed class OwnerDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    /// <summary>Which reader sees which owner.</summary>
    public static TheoryData<string, string> Owners => ReadOnlyFixture.Documents(
        ["owner", "admin", "level3", "readers-admin"],
        ["level1", "level2", "readers-publisher"],
        ["owners-admin"],
        ["owners-publisher", "owners-wizard", "owners-member"]);

    [Theory]
    [MemberData(nameof(Owners))]
    public async Task Owner(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.IntegrationOf(role)}/owner"), document, role);
    }

    [Fact]
    public async Task TransferByAnEditor_IsForbidden()
    {
        using var caller = scenery.As("level2");

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/owner", """{"userId": "recipient"}"""));
    }

    [Fact]
    public async Task TransferToATeamOfADesigner_NamesTheSecondPermission()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/owner", """{"teamId": "elsewhere"}"""));
    }

    [Fact]
    public async Task TwoNewOwners_AreOneTooMany()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(
            await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/owner", """{"userId": "recipient", "teamId": "target"}"""));
    }

    [Fact]
    public async Task UnknownNewOwner_CannotBeProcessed()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/owner", """{"userId": "nobody"}"""));
    }
}
