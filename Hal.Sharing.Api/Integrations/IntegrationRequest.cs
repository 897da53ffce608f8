using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>What POST and PUT say of an integration.</summary>
/// <param name="Version">The revision that a form was made of; null otherwise. It means nothing to POST.</param>
/// <param name="Id">Counts only when a superuser creates; null otherwise.</param>
public sealed record IntegrationRequest(string? Id, IntegrationContent Content, string? Version) : IRequestDocument<IntegrationRequest>, IVersioned
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
