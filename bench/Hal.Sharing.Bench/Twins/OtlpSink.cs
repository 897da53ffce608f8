namespace Hal.Sharing.Bench.Twins;

/// <summary>A collector that reads and drops everything.</summary>
internal static class OtlpSink
{
    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(http => http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted));
        await app.RunAsync();
    }
}
