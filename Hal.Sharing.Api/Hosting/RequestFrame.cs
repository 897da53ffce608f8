namespace Hal.Sharing.Api.Hosting;

/// <summary>What every request gets, however it is answered: its line in the log, and the header against guessing at types.</summary>
internal static class RequestFrame
{
    public static void UseRequestFrame(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.Use((context, next) =>
        {
            // At the very end, since an error clears the headers that were set before it.
            context.Response.OnStarting(static response =>
            {
                ((HttpResponse)response).Headers.XContentTypeOptions = "nosniff";
                return Task.CompletedTask;
            }, context.Response);
            return next(context);
        });
    }
}
