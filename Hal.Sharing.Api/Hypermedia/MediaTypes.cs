namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The media types of a HAL API.</summary>
public static class MediaTypes
{
    public const string Hal = "application/hal+json";
    public const string HalForms = "application/prs.hal-forms+json";
    public const string Json = "application/json";

    /// <summary>Server-sent events (HTML Living Standard, section 9.2).</summary>
    public const string EventStream = "text/event-stream";
}
