namespace Hal.Sharing.Api.Hosting;

/// <summary>Adds to every request its log entry, and to every response the headers that do not depend on it.</summary>
internal static class RequestFrame
{
    public static void UseRequestFrame(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        var draining = app.Services.GetRequiredService<Draining>();
        Func<object, Task> add = started =>
        {
            var response = (HttpResponse)started;
            response.Headers.XContentTypeOptions = "nosniff";
            ClosingConnections.AddTo(response, draining);
            return Task.CompletedTask;
        };
        app.Use((context, next) =>
        {
            // Set at the end, because an error clears the headers that were set before it.
            context.Response.OnStarting(add, context.Response);
            return next(context);
        });
    }
}
