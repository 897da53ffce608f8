using Microsoft.AspNetCore.Http.Features;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Embeds linked documents, so that a client does not need to request them one by one. Each target gets a GET request of its own, with the
/// client's token, through the same middleware and endpoints, so that an embedded document shows exactly what its own address shows this
/// caller. A target that is refused stays a link. <see cref="HalResult"/> is the other half of this mechanism.
/// </summary>
internal sealed class InternalSubrequest(RequestDelegate pipeline)
{
    private static readonly string[] Forwarded = ["Authorization", "Cookie", "refreshed-token", "Host"];

    public static void Use(IApplicationBuilder app) => app.Use(next =>
    {
        var subrequest = new InternalSubrequest(next);
        return http =>
        {
            http.Features.Set(subrequest);
            return next(http);
        };
    });

    public static void VaryByPreference(HttpContext http) => http.Response.Headers.Append("Vary", "Prefer");

    /// <summary>Returns whether the document of this request is embedded in another one, or can embed others.</summary>
    public static bool Embeds(HttpContext http) =>
        http.Request.Headers.ContainsKey("Prefer") || http.Features.Get<CapturedDocument>() is not null;

    /// <summary>Embeds the relations that the request prefers, and names them in the response.</summary>
    public static async Task ApplyAsync(HttpContext http, Resource document)
    {
        VaryByPreference(http);
        if (http.Features.Get<InternalSubrequest>() is not { } subrequest
            || Preference.Transcluded(http.Request.Headers["Prefer"]) is not { Count: > 0 } wanted)
            return;

        var applied = new List<string>();
        foreach (var rel in Preference.Few(wanted))
            if (document.IsEmbedded(rel) || await subrequest.EmbedAsync(http, document, rel))
                applied.Add(rel);
        if (applied.Count > 0)
            http.Response.Headers["Preference-Applied"] = $"{Preference.Transclude}=\"{string.Join(';', applied)}\"";
    }

    private async Task<bool> EmbedAsync(HttpContext http, Resource document, string rel)
    {
        var hrefs = document.TargetsOf(rel);
        if (hrefs is null)
            return false;
        var targets = new List<Resource>();
        foreach (var href in hrefs)
        {
            if (await GetAsync(http, href) is not { } target)
                return false;
            targets.Add(target);
        }
        if (document.IsArray(rel))
            document.Embed(rel, targets, static target => target);
        else
            document.Embed(rel, targets[0]);
        return true;
    }

    private async Task<Resource?> GetAsync(HttpContext http, string href)
    {
        var request = new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Protocol = http.Request.Protocol,
            Scheme = http.Request.Scheme,
            PathBase = http.Request.PathBase,
            Path = PathString.FromUriComponent(href.Split('?')[0]),
            QueryString = href.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? href[query..] : "",
            RawTarget = href,
            Headers = new HeaderDictionary { ["Accept"] = MediaTypes.Hal },
        };
        foreach (var name in Forwarded)
            if (http.Request.Headers.TryGetValue(name, out var value))
                request.Headers[name] = value;

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = http.RequestAborted });
        features.Set(http.Features.Get<IHttpConnectionFeature>());
        var wanted = new CapturedDocument();
        features.Set(wanted);

        var factory = http.RequestServices.GetRequiredService<IHttpContextFactory>();
        var inner = factory.Create(features);
        try
        {
            await pipeline(inner);
            return wanted.Document;
        }
        finally
        {
            factory.Dispose(inner);
        }
    }
}

/// <summary>Marks a request as a subrequest, and takes its document.</summary>
internal sealed class CapturedDocument
{
    public Resource? Document { get; set; }
}
