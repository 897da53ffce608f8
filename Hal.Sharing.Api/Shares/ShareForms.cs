using System.Globalization;
using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The forms that share integrations. They offer only the levels that the caller can grant.</summary>
internal static class ShareForms
{
    private static readonly string[] Words = ["1: view", "2: edit", "3: admin"];

    /// <summary>Returns a form that posts to the collection, because a form cannot fill in a path.</summary>
    public static Template Create(ShareList list) => new(
        "Share the integration", HttpMethods.Post, Hrefs.Shares(list.IntegrationId),
        PrincipalForms.Any("User or team"), Level(list.Access, AccessLevel.View));

    public static Template Of((ShareRow Share, IntegrationAccess Access) shared, string rel)
    {
        var self = Hrefs.Share(shared.Share.IntegrationId, shared.Share.PrincipalId);
        return rel switch
        {
            Relations.Edit => new("Change the access level", HttpMethods.Put, self, Level(shared.Access, shared.Share.AccessLevel)),
            Relations.Revoke => Template.Delete("Revoke the share", self),
            _ => throw Template.Missing(rel),
        };
    }

    private static TemplateProperty Level(IntegrationAccess access, int present) => new("accessLevel", "Access level")
    {
        Type = "number",
        Required = true,
        Min = AccessLevel.View,
        Value = Text(present),
        Options = new()
        {
            // Levels above 3 count as 3 and are kept as they were sent. The present one can stay.
            Inline =
            [
                .. Words.Take(access.GrantableLevel).Select((word, index) => new TemplateOption(word, Text(index + 1))),
                .. present > Words.Length ? [new(Text(present) + ": admin", Text(present))] : Array.Empty<TemplateOption>(),
            ],
            SelectedValues = [Text(present)],
            MinItems = 1,
            MaxItems = 1,
        },
    };

    private static string Text(int level) => level.ToString(CultureInfo.InvariantCulture);
}
