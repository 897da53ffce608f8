using System.Globalization;
using Hal.Sharing.Api.Previews;
using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The forms that share integrations. They offer only the levels that the caller can grant.</summary>
internal static class ShareForms
{
    private static readonly string[] Words = ["1: view", "2: edit", "3: admin"];

    private static readonly TemplateProperty Modes = new("mode", "If a change is refused")
    {
        Value = BulkShareRequest.All,
        Options = new()
        {
            Inline = [new("Make no change", BulkShareRequest.All), new("Make the other changes", BulkShareRequest.Each)],
            SelectedValues = [BulkShareRequest.All],
            MinItems = 1,
            MaxItems = 1,
        },
    };

    public static Template Of(ShareList list, string rel) => rel switch
    {
        Relations.Share => Create(list.IntegrationId, list.Access, null, AccessLevel.View),
        Relations.Preview => new(
            "Preview sharing the integration", HttpMethods.Post, Hrefs.Preview(Hrefs.Shares(list.IntegrationId)),
            PrincipalForms.Any("User or team"), Level(list.Access, AccessLevel.View)),
        Relations.ShareMany => new(
            "Share with several users and teams", HttpMethods.Post, Hrefs.BulkShares(list.IntegrationId),
            PrincipalForms.Several(BulkShareRequest.PrincipalIds, "Users and teams", BulkShareCommands.MaxItems),
            Level(list.Access, AccessLevel.View), Modes),
        _ => throw Template.Missing(rel),
    };

    public static Template Of((ShareRow Share, IntegrationAccess Access) shared, string rel)
    {
        var (share, access) = shared;
        var self = Hrefs.Share(share.IntegrationId, share.PrincipalId);
        return rel switch
        {
            Relations.Edit => Edit(share, access, share.AccessLevel),
            Relations.Revoke => Template.Delete("Revoke the share", self),
            Relations.Preview => new("Preview another level or the revocation", HttpMethods.Post, Hrefs.Preview(self),
                LevelOrNone(access, share.AccessLevel)),
            _ => throw Template.Missing(rel),
        };
    }

    /// <summary>Returns the form that makes a previewed change, filled in.</summary>
    public static PreviewAssembler.Confirmation Confirm(SharePreview preview)
    {
        var (id, principalId, level, access, existing, _) = preview;
        var self = Hrefs.Share(id, principalId);
        if (existing is null)
            return new(Relations.Share, self, Create(id, access, principalId, level!.Value));
        var version = TemplateProperty.OfRevision(existing.Revision);
        var form = level is null ? Of((existing, access), Relations.Revoke) : Edit(existing, access, level.Value);
        return new(level is null ? Relations.Revoke : Relations.Edit, self, form with { Properties = [.. form.Properties, version] });
    }

    /// <summary>Returns a form that posts to the collection, because a form cannot fill in a path.</summary>
    private static Template Create(string integrationId, IntegrationAccess access, string? principalId, int level) => new(
        "Share the integration", HttpMethods.Post, Hrefs.Shares(integrationId),
        PrincipalForms.Any("User or team") with { Value = principalId }, Level(access, level));

    private static Template Edit(ShareRow share, IntegrationAccess access, int level) => new(
        "Change the access level", HttpMethods.Put, Hrefs.Share(share.IntegrationId, share.PrincipalId), Level(access, level));

    private static TemplateProperty LevelOrNone(IntegrationAccess access, int present)
    {
        var level = Level(access, present);
        return level with
        {
            Required = false,
            Options = level.Options! with { Inline = [.. level.Options.Inline!, new("Revoke the share", "")], MinItems = 0 },
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
