using Hal.Sharing.Data.Feed;
using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.Feed;

/// <summary>
/// The history of a caller as a stream of events, from now on or from a cursor, instead of a page of it. The caller must be able to read
/// the history; who can is decided again for each batch.
/// </summary>
/// <param name="Topic">The history.</param>
/// <param name="Assemble">Makes the resource that a page would embed.</param>
/// <param name="ActionOf">Names the event.</param>
public sealed record EventStream(
    Caller Caller, FeedTopic Topic, Func<ChangeView, Resource> Assemble, Func<ChangeRow, string> ActionOf) : IActionResult
{
    public const string LastEventId = "Last-Event-ID";

    public Task ExecuteResultAsync(ActionContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<EventStreams>().SendAsync(context.HttpContext, this);

    /// <summary>Whether the request is one for a stream. OPTIONS describes the page instead.</summary>
    public static bool IsWanted(HttpContext http) =>
        Representation.Of(http) == MediaTypes.EventStream && !HttpMethods.IsOptions(http.Request.Method);
}
