using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Problems;

public sealed class AbortTests
{
    [Fact]
    public async Task ClientThatDisconnects_CausesNoServerError()
    {
        var arrived = new TaskCompletionSource();
        var status = new TaskCompletionSource<int>();
        await using var app = await SmallApp.StartAsync(
            [typeof(FailingController)],
            services => services.AddProblems(),
            web =>
            {
                web.Use(async (http, next) =>
                {
                    arrived.SetResult();
                    await next(http);
                    status.SetResult(http.Response.StatusCode);
                });
                web.UseProblems();
                web.UseRouting();
            });
        using var client = new CancellationTokenSource();
        var request = app.Client.GetAsync("/fail/never", client.Token);
        await arrived.Task;

        await client.CancelAsync();

        await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        (await status.Task.WaitAsync(TimeSpan.FromSeconds(30))).Should().Be(499);
    }

    [Fact]
    public async Task ClientThatDisconnectsBeforeItsProblemIsWritten_CausesNoServerError()
    {
        var failure = new TaskCompletionSource<Exception?>();
        await using var app = await SmallApp.StartAsync(
            [typeof(FailingController)],
            services => services.AddExceptionHandler<Disconnecting>().AddProblems(),
            web =>
            {
                web.Use(async (http, next) =>
                {
                    // Refuses to write if the request is aborted, as Kestrel does.
                    http.Response.Body = new MemoryStream();
                    failure.SetResult(await Record.ExceptionAsync(() => next(http)));
                });
                web.UseProblems();
                web.UseRouting();
            });

        using var answer = await app.Client.GetAsync("/fail/bad-request");

        (await failure.Task).Should().BeNull("Kestrel logs what reaches it, with a stack trace");
    }

    /// <summary>Disconnects the client after the failure, and leaves the failure to the next handler.</summary>
    private sealed class Disconnecting : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            httpContext.RequestAborted = new CancellationToken(canceled: true);
            return ValueTask.FromResult(false);
        }
    }
}
