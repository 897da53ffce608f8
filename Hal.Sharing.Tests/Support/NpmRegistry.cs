using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.Support;

/// <summary>A registry for the npm client that has one version of one package.</summary>
public sealed class NpmRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _downloads;

    private NpmRegistry(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>How often the archive was read.</summary>
    public int Downloads => _downloads;

    /// <summary>Starts a registry that states the hash of an archive: its own, or another one.</summary>
    public static async Task<NpmRegistry> StartAsync(string name, string version, byte[] archive, string? sha512 = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var registry = new NpmRegistry(builder.Build());
        registry._app.Run(async context =>
        {
            if (context.Request.Path.Value!.EndsWith(".tgz", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref registry._downloads);
                await context.Response.Body.WriteAsync(archive);
                return;
            }
            var described = new JsonObject
            {
                ["name"] = name,
                ["version"] = version,
                ["dist"] = new JsonObject
                {
                    ["tarball"] = $"{registry.Address}/archive.tgz",
                    ["integrity"] = $"sha512-{sha512 ?? Convert.ToBase64String(SHA512.HashData(archive))}",
                },
            };
            await Results.Json(new JsonObject
            {
                ["name"] = name,
                ["dist-tags"] = new JsonObject { ["latest"] = version },
                ["versions"] = new JsonObject { [version] = described },
            }).ExecuteAsync(context);
        });
        await registry._app.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
