using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Gives actions texts of the address as they were sent; the framework would take a blank one for none.</summary>
internal sealed class PreserveEmptyStrings : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
        context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
