using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>The body of POST and PUT for an integration.</summary>
/// <param name="Id">The ID that a superuser chooses for a new integration; ignored otherwise. Null for a generated ID.</param>
/// <param name="Version">The revision from which a form was made; null otherwise. POST ignores it.</param>
public sealed record IntegrationRequest(string? Id, IntegrationContent Content, string? Version)
    : IRequestDocument<IntegrationRequest>, IVersioned
{
    internal const int MaxText = 200;
    internal const int MaxDescription = 4000;

    public static IntegrationRequest Read(DocumentReader document)
    {
        document.ReadOnly("ownerId", "createdAt", "updatedAt");
        return new(
            document.IntegrationId("id"),
            new(
                document.Slug("slug"),
                document.Text("name", MaxText, required: true) ?? "",
                document.Optional("type", MaxText),
                document.Optional("description", MaxDescription)),
            document.Version());
    }
}
