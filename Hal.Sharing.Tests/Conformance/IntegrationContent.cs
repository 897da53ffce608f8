using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>What a client can set of an integration: the body of a request, and the forms for it.</summary>
internal sealed record IntegrationContent(string? Slug, string Name, string? Type, string? Description)
{
    private const string IdForm = "1 to 128 of A-Z, a-z, 0-9 and . _ ~ -, not dots only, not 'me' or 'options'";
    private const string SlugForm = "1 to 128 of a-z, 0-9 and -, not 'me' or 'options'";

    public static (IntegrationContent? Content, string? Id, string? Version, Answer? Refusal) Read(Session session)
    {
        var body = new BodyReader(session.Request);
        var id = body.Optional("id", 128, @"(?!(?i:me|options)$|\.+$)[A-Za-z0-9._~-]+", IdForm);
        var slug = body.Optional("slug", 128, "(?!(me|options)$)[a-z0-9-]+", SlugForm);
        var content = new IntegrationContent(
            slug, body.Text("name", 200, required: true) ?? "", body.Optional("type", 200), body.Optional("description", 4000));
        var version = body.Version();
        var refusal = body.Refuse(session, "ownerId", "createdAt", "updatedAt");
        return refusal is null ? (content, id, version, null) : (null, null, null, refusal);
    }

    public static JsonObject CreateForm() => Forms.Of(
        "Create an integration", "POST", "/api/integrations",
        [Forms.RequiredText("name", "Name", 200), Forms.Slug("Slug (derived from the name if empty)", null), .. Rest(null, null)]);

    public static JsonObject EditForm(Rights rights)
    {
        var integration = rights.Integration;
        JsonObject[] slug = rights.CanTransfer ? [Forms.Slug("Slug", integration.Slug)] : [];
        return Forms.Of(
            "Edit the integration", "PUT", Integrations.Href(integration.Id),
            [Forms.RequiredText("name", "Name", 200, integration.Name), .. slug, .. Rest(integration.Type, integration.Description)]);
    }

    private static JsonObject[] Rest(string? type, string? description) =>
    [
        Forms.Text("type", "Type", 200, type),
        Forms.Text("description", "Description", 4000, description, "textarea"),
    ];
}
