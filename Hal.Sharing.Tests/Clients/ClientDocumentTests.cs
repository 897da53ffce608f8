using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Clients;

/// <summary>OAuth clients as superusers and others see them.</summary>
public sealed class ClientDocumentTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("jdoe")]
    public async Task Clients(string role)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/clients"), role);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("jdoe")]
    public async Task Client(string role)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/clients/partner-app"), role);
    }
}
