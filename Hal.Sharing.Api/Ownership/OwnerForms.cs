using Hal.Sharing.Api.Principals;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>The form that transfers an integration.</summary>
internal static class OwnerForms
{
    public static Template Of(OwnerRow owner, string rel) => rel switch
    {
        Relations.Transfer => new("Transfer ownership", HttpMethods.Put, Hrefs.Owner(owner.Id),
            PrincipalForms.Any("New owner") with { Value = owner.OwnerId }),
        _ => throw Template.Missing(rel),
    };
}
