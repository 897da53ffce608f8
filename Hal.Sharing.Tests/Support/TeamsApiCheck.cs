using System.Net;
using System.Text.Json;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Support;

/// <summary>Fails every test whose request gets a response that is not in the public document of the teams API.</summary>
public sealed class TeamsApiCheck : DelegatingHandler
{
    private const string Prefix = "/api/v1/teams";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || request.Method == HttpMethod.Head
            || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
            return response;

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var faults = Faults(path[Prefix.Length..].Trim('/'), response, body).ToList();
        return faults.Count == 0
            ? response
            : throw new XunitException($"{request.Method} {path} answers what its document has not: {string.Join("; ", faults)}");
    }

    private static IEnumerable<string> Faults(string path, HttpResponseMessage response, byte[] body)
    {
        var mediaType = response.Content.Headers.ContentType?.ToString();
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity))
            return mediaType == "application/problem+json" ? [] : [$"{(int)response.StatusCode} as {mediaType}"];
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement.Clone();
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
            return mediaType == "application/json" ? TeamsApiSchema.HttpValidationError(root, "#") : [$"422 as {mediaType}"];

        return (path.Split('/')[^1], mediaType) switch
        {
            ("", "application/json") => TeamsApiSchema.List(TeamsApiSchema.TeamResponse)(root, "#"),
            ("", "application/hal+json" or "application/prs.hal-forms+json") => Embedded(root, "inf:team", TeamsApiSchema.TeamResponse),
            ("authorized", "application/json") => TeamsApiSchema.List(TeamsApiSchema.AuthorizedTeamResponse)(root, "#"),
            ("authorized", "application/hal+json" or "application/prs.hal-forms+json") =>
                Embedded(root, "inf:team", TeamsApiSchema.AuthorizedTeamResponse),
            ("users", "application/json") => TeamsApiSchema.List(TeamsApiSchema.UserSummary)(root, "#"),
            ("users", "application/hal+json" or "application/prs.hal-forms+json") => Embedded(root, "inf:user", TeamsApiSchema.UserSummary),
            ("authorize", "application/json") =>
                root.TryGetProperty("_links", out _) ? ["has _links"] : TeamsApiSchema.Authorization(root, "#"),
            ("authorize", "application/hal+json" or "application/prs.hal-forms+json") => TeamsApiSchema.Authorization(root, "#"),
            _ => [$"200 as {mediaType} is nothing of it"],
        };
    }

    private static IEnumerable<string> Embedded(JsonElement root, string rel, TeamsApiSchema.Rule item) =>
        TeamsApiSchema.List(item)(root.GetProperty("_embedded").GetProperty(rel), $"#/_embedded/{rel}");
}
