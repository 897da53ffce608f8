using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The form by which an integration is handed over.</summary>
internal static class OwnerForms
{
    public static Template Of(OwnerRow owner, string rel) => rel switch
    {
        Relations.Transfer => new("Hand the integration over", HttpMethods.Put, Hrefs.Owner(owner.Id),
            PrincipalForms.Any("To whom") with { Value = owner.OwnerId }),
        _ => throw Template.Missing(rel),
    };
}
