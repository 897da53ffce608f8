namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A result that sends a document, which others can look at instead.</summary>
internal interface IDocumentResult : IActionResult
{
    Resource Document { get; }
}

/// <summary>Sends a document that was stored.</summary>
internal sealed class StoredResult(WrittenDocument document) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        InternalSubrequest.VaryByPreference(context.HttpContext);
        return document.SendAsync(context.HttpContext);
    }
}

/// <summary>Sends a document that can be stored. It is assembled only if it is not.</summary>
/// <param name="madeFrom">See <see cref="HalResult.MadeFrom"/>.</param>
internal sealed class StorableResult<T>(T madeFrom, Func<T, Resource> assemble) : IDocumentResult
    where T : class
{
    public Resource Document => assemble(madeFrom);

    public Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        IActionResult result = http.RequestServices.GetRequiredService<DocumentStore>().Find(http, madeFrom) is { } stored
            ? new StoredResult(stored)
            : new HalResult(Document) { MadeFrom = madeFrom };
        return result.ExecuteResultAsync(context);
    }
}
