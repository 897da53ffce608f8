using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Passes blank strings of the address to actions as they were sent; by default, the framework turns them into null.</summary>
internal sealed class PreserveEmptyStrings : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
        context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
