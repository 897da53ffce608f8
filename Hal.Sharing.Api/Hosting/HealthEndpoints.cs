using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Hal.Sharing.Api.Hosting;

/// <summary>What an orchestrator asks: is the process alive (never the database's fault), and should it get requests.</summary>
public static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(2);

    public static void AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddOptions<HostOptions>().Configure<Draining>((host, draining) => host.ShutdownTimeout = draining.TimeLimit);
    }

    /// <summary>Whether the address is one that an orchestrator asks every few seconds.</summary>
    public static bool IsHealthCheck(PathString path) => path == Live || path == Ready;

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(Live, (HttpContext context) => Answer(context, StatusCodes.Status200OK, "live")).AllowAnonymous();
        app.MapGet(Ready, ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, Draining draining, NpgsqlDataSource dataSource, TimeProvider clock)
    {
        if (draining.HasStarted)
            return Answer(context, StatusCodes.Status503ServiceUnavailable, "draining");
        using var deadline = new CancellationTokenSource(DatabaseLimit, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, deadline.Token);
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return Answer(context, StatusCodes.Status200OK, "ready");
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            return Answer(context, StatusCodes.Status503ServiceUnavailable, "no database");
        }
    }

    private static IResult Answer(HttpContext context, int status, string word)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { status = word }, statusCode: status);
    }
}
