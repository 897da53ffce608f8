using Microsoft.AspNetCore.Http.Features;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Embeds what a document links to where a client prefers that to asking again. Each target is asked for as the client would ask,
/// with its token and by the same endpoints, so that nobody is shown more, or anything else, than its own address shows him; a target that
/// is refused stays a link.
/// </summary>
internal sealed class InternalSubrequest(RequestDelegate pipeline)
{
    private static readonly string[] Forwarded = ["Authorization", "Cookie", "refreshed-token", "Host"];

    public static void Use(IApplicationBuilder app) => app.Use(next =>
    {
        var transclusion = new InternalSubrequest(next);
        return http =>
        {
            http.Features.Set(transclusion);
            return next(http);
        };
    });

    /// <summary>Embeds into the document what the request prefers to have there, and says in the answer what that was.</summary>
    public static async Task<bool> ApplyAsync(HttpContext http, Resource document)
    {
        http.Response.Headers.Append("Vary", "Prefer");
        if (http.Features.Get<InternalSubrequest>() is not { } transclusion || Preference.Transcluded(http.Request.Headers["Prefer"]) is not { Count: > 0 } wanted)
            return false;

        var applied = new List<string>();
        foreach (var rel in Preference.Few(wanted))
            if (document.IsEmbedded(rel) || await transclusion.EmbedAsync(http, document, rel))
                applied.Add(rel);
        if (applied.Count > 0)
            http.Response.Headers["Preference-Applied"] = $"{Preference.Transclude}=\"{string.Join(';', applied)}\"";
        return true;
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

/// <summary>Marks a request made by <see cref="InternalSubrequest"/>, which takes the document itself and no bytes.</summary>
internal sealed class CapturedDocument
{
    public Resource? Document { get; set; }
}
