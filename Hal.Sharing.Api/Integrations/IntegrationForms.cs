using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>The forms that create, change and delete integrations.</summary>
internal static class IntegrationForms
{
    public static Template Create { get; } = new(
        "Create an integration", HttpMethods.Post, Hrefs.Integrations,
        Name(null), Slug(null) with { Prompt = "Slug (derived from the name if empty)" }, Type(null), Description(null));

    public static Template Of(IntegrationView view, string rel)
    {
        var (access, integration) = view;
        var self = Hrefs.Integration(integration.Id);
        return rel switch
        {
            Relations.Edit => new("Edit the integration", HttpMethods.Put, self,
            [
                Name(integration.Name),
                .. access.CanChangeSlug ? [Slug(integration.Slug)] : Array.Empty<TemplateProperty>(),
                Type(integration.Type),
                Description(integration.Description),
            ]),
            Relations.Delete => Template.Delete("Delete the integration and its shares", self),
            _ => throw Template.Missing(rel),
        };
    }

    private static TemplateProperty Name(string? value) =>
        new("name", "Name") { Type = "text", Required = true, MinLength = 1, MaxLength = IntegrationRequest.MaxText, Value = value };

    private static TemplateProperty Slug(string? value) =>
        new("slug", "Slug") { Type = "text", MaxLength = IdFormat.MaxLength, Regex = IdFormat.SlugRegex, Value = value };

    private static TemplateProperty Type(string? value) =>
        new("type", "Type") { Type = "text", MaxLength = IntegrationRequest.MaxText, Value = value };

    private static TemplateProperty Description(string? value) =>
        new("description", "Description") { Type = "textarea", MaxLength = IntegrationRequest.MaxDescription, Value = value };
}
