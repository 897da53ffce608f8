using System.Net;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>The orders API, at the root of its host and below the path base <c>/shop a</c>.</summary>
public sealed class OrdersApp : IAsyncLifetime
{
    private SmallApp _app = null!;

    public HttpClient Client => _app.Client;

    public async Task InitializeAsync() => _app = await SmallApp.StartAsync(
        [typeof(OrdersController)],
        services => services.AddProblems().AddHypermedia(hal => hal.Curies.Add("ex", "/rels/{rel}")),
        app =>
        {
            app.UsePathBase("/shop a");
            app.UseProblems();
            app.UseRouting();
            app.UseDeprecation();
        });

    public async Task<HttpResponseMessage> SendBody(HttpMethod method, string path, byte[] body, string? contentType, bool chunked = false)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TransferEncodingChunked = chunked;
        return await Client.SendAsync(request);
    }

    public static async Task<(HttpStatusCode Status, JsonElement Problem)> Refused(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();
}
