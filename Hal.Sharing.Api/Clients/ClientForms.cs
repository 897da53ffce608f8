using Hal.Sharing.Data.Clients;

namespace Hal.Sharing.Api.Clients;

/// <summary>The forms that create, change and delete OAuth clients.</summary>
internal static class ClientForms
{
    public static Template Create { get; } = new(
        "Create an OAuth client (its secret is shown once)", HttpMethods.Post, Hrefs.Clients,
        Name(null),
        new TemplateProperty("id", "ID (generated if empty)")
        {
            Type = "text", MaxLength = IdFormat.MaxLength, Regex = IdFormat.AccountRegex,
        });

    public static Template Of(ClientRow client, string rel)
    {
        var self = Hrefs.Client(client.Id);
        return rel switch
        {
            Relations.Edit => new("Edit the OAuth client", HttpMethods.Put, self,
                Name(client.Name),
                TemplateProperty.YesOrNo("rotateSecret", "New secret (shown once)", present: false),
                TemplateProperty.YesOrNo("revokeFormer", "Immediate revocation of the former secret", present: false)),
            Relations.Delete => Template.Delete("Delete the OAuth client", self),
            _ => throw Template.Missing(rel),
        };
    }

    private static TemplateProperty Name(string? value) =>
        new("name", "Name") { Type = "text", Required = true, MinLength = 1, MaxLength = NewClientRequest.MaxName, Value = value };
}
