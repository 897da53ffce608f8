using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Hal.Sharing.Tests.Problems;

/// <summary>An application that fails, at the root of its host and below the path base <c>/base</c>.</summary>
public sealed class FailingApp : IAsyncLifetime
{
    private SmallApp _app = null!;

    public HttpClient Client => _app.Client;

    public async Task InitializeAsync() => _app = await SmallApp.StartAsync(
        [typeof(FailingController), typeof(ProblemsController)],
        services => services.AddProblems(),
        app =>
        {
            app.UsePathBase("/base");
            app.UseProblems();
            app.UseRouting();
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();
}
