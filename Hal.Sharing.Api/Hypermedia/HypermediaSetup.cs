using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Composition: what an application calls to speak HAL.</summary>
public static class HypermediaSetup
{
    /// <summary>Adds negotiation by <see cref="RepresentationsAttribute"/> and binding by <see cref="FromDocumentAttribute"/> to MVC.</summary>
    public static IServiceCollection AddHypermedia(this IServiceCollection services, Action<HalOptions>? configure = null)
    {
        services.Configure(configure ?? (_ => { }));
        services.AddProblemDetails();
        return services.Configure<MvcOptions>(mvc =>
        {
            mvc.Filters.Add(new NegotiationFilter());
            mvc.Filters.Add(new RefusalFilter());
            mvc.ModelBinderProviders.Insert(0, new DocumentModelBinderProvider());
        });
    }
}
