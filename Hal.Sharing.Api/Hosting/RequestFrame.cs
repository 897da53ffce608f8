namespace Hal.Sharing.Api.Hosting;

/// <summary>Adds to every request its log entry, and to every response the header that prevents content sniffing.</summary>
internal static class RequestFrame
{
    public static void UseRequestFrame(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.Use((context, next) =>
        {
            // Set at the end, because an error clears the headers that were set before it.
            context.Response.OnStarting(static response =>
            {
                ((HttpResponse)response).Headers.XContentTypeOptions = "nosniff";
                return Task.CompletedTask;
            }, context.Response);
            return next(context);
        });
    }
}
