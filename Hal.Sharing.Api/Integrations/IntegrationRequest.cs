using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>What POST and PUT say of an integration.</summary>
/// <param name="Id">Counts only when a superuser creates; null otherwise.</param>
public sealed record IntegrationRequest(string? Id, IntegrationContent Content) : IRequestDocument<IntegrationRequest>
{
    private const int MaxText = 200;
    private const int MaxDescription = 4000;

    public static IntegrationRequest Read(DocumentReader document)
    {
        document.ReadOnly("ownerId", "createdAt", "updatedAt");
        return new(
            document.IntegrationId("id"),
            new(
                document.Slug("slug"),
                document.Text("name", MaxText, required: true) ?? "",
                document.Text("type", MaxText, minLength: 1),
                document.Text("description", MaxDescription)));
    }
}
