namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The media types a HAL API speaks, spelled once.</summary>
public static class MediaTypes
{
    public const string Hal = "application/hal+json";
    public const string HalForms = "application/prs.hal-forms+json";
    public const string Json = "application/json";
}
