using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;

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
}
