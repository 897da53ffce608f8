using System.Net.Http.Headers;
using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>Requests in one line.</summary>
public static class TestRequests
{
    public static HttpClient WithBearer(this HttpClient client, string token)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Sends headers as they are, several of a name too.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var named in headers.GroupBy(header => header.Name))
            request.Headers.TryAddWithoutValidation(named.Key, named.Select(header => header.Value)).Should().BeTrue();
        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync("GET", path, headers);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }
}
