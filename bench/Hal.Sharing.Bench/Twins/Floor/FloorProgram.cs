using System.Buffers;

namespace Hal.Sharing.Bench.Twins.Floor;

/// <summary>The floor: Kestrel without a framework above it, Npgsql, and the obvious statements.</summary>
internal static class FloorProgram
{
    public static async Task RunAsync(TwinSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url);
        await using var app = builder.Build();
        var (tokens, reads) = (settings.Tokens, new FloorReads(settings.Source));
        app.Run(http => AnswerAsync(http, tokens, reads));
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http, CallerTokens tokens, FloorReads reads)
    {
        if (await tokens.ReadAsync(http.Request) is not { } caller)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var document = new ArrayBufferWriter<byte>(4096);
        var path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isFound = path switch
        {
            ["api"] => await reads.EntryPointAsync(document, caller),
            ["api", "integrations"] => await reads.IntegrationsAsync(document, caller),
            ["api", "integrations", var id] => await reads.IntegrationAsync(document, caller, id),
            ["api", "integrations", var id, "owner"] => await reads.OwnerAsync(document, caller, id),
            ["api", "integrations", var id, "shares"] => await reads.SharesAsync(document, caller, id),
            ["api", "integrations", var id, "shares", var principal] => await reads.ShareAsync(document, caller, id, principal),
            ["api", "v1", "teams"] => await reads.TeamsAsync(document, caller),
            _ => false,
        };
        if (isFound)
            await TwinResponse.SendAsync(http, document, path is ["api", "v1", ..] ? TwinResponse.Json : TwinResponse.Hal);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
