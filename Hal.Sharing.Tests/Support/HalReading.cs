using System.Text;
using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>Reads HAL documents as a client does.</summary>
public static class HalReading
{
    /// <summary>Reads a document that must be there.</summary>
    public static async Task<JsonElement> DocumentAsync(this HttpClient client, string href)
    {
        using var response = await client.GetAsync(href);
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    /// <summary>Sends JSON.</summary>
    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, string json) =>
        client.SendJsonAsync(HttpMethod.Put, path, json);

    /// <inheritdoc cref="PutAsync"/>
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, string json) =>
        client.SendJsonAsync(HttpMethod.Post, path, json);

    private static async Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return await client.SendAsync(request);
    }

    /// <summary>The link of a relation; null when it is not there.</summary>
    public static JsonElement? Link(this JsonElement resource, string rel) =>
        resource.GetProperty("_links").TryGetProperty(rel, out var link) ? link : null;

    /// <summary>Where a relation leads; null when it is not there.</summary>
    public static string? Href(this JsonElement resource, string rel) => resource.Link(rel)?.GetProperty("href").GetString();

    /// <summary>The resources that are embedded under a relation.</summary>
    public static IReadOnlyList<JsonElement> Embedded(this JsonElement resource, string rel) =>
        [.. resource.GetProperty("_embedded").GetProperty(rel).EnumerateArray()];

    /// <summary>The names of a resource's relations.</summary>
    public static IReadOnlyList<string> Rels(this JsonElement resource) =>
        [.. resource.GetProperty("_links").EnumerateObject().Select(link => link.Name)];
}
