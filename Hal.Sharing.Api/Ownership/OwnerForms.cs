using Hal.Sharing.Api.Previews;
using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The forms that transfer an integration, and preview the transfer.</summary>
internal static class OwnerForms
{
    public static Template Of(OwnerRow owner, string rel) => rel switch
    {
        Relations.Transfer => Transfer(owner.Id, owner.OwnerId),
        Relations.Preview => new("Preview a transfer", HttpMethods.Post, Hrefs.Preview(Hrefs.Owner(owner.Id)), NewOwner(owner.OwnerId)),
        _ => throw Template.Missing(rel),
    };

    /// <summary>Returns the form that makes a previewed transfer, filled in.</summary>
    public static PreviewAssembler.Confirmation Confirm(TransferPreview preview)
    {
        var form = Transfer(preview.IntegrationId, preview.NewOwner.ToString());
        return new(Relations.Transfer, form.Target, form with
        {
            Properties = [.. form.Properties, TemplateProperty.OfRevision(preview.Revision)],
        });
    }

    private static Template Transfer(string integrationId, string owner) =>
        new("Transfer ownership", HttpMethods.Put, Hrefs.Owner(integrationId), NewOwner(owner));

    private static TemplateProperty NewOwner(string owner) => PrincipalForms.Any("New owner") with { Value = owner };
}
