using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Composition: what an application calls to speak HAL.</summary>
public static class HypermediaSetup
{
    /// <summary>Lets clients have linked documents embedded; first of all that takes part in answering, and before routing.</summary>
    public static IApplicationBuilder UseInternalSubrequests(this IApplicationBuilder app)
    {
        InternalSubrequest.Use(app);
        // What is embedded has an address of its own to be routed to.
        return app.UseRouting();
    }

    /// <summary>Adds negotiation by <see cref="RepresentationsAttribute"/> and binding by <see cref="FromDocumentAttribute"/> to MVC.</summary>
    public static IServiceCollection AddHypermedia(this IServiceCollection services, Action<HalOptions>? configure = null)
    {
        services.Configure(configure ?? (_ => { }));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = ReadableJsonEncoder.Instance);
        // An address says what is meant; a form in the body must not speak for it. Only DocumentFilter reads bodies.
        // Afterwards, for the framework adds its factories when the application adds its controllers.
        services.PostConfigure<MvcOptions>(mvc =>
        {
            mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        });
        return services.Configure<MvcOptions>(mvc =>
        {
            mvc.ModelMetadataDetailsProviders.Add(new PreserveEmptyStrings());
            mvc.Filters.Add(new NegotiationFilter());
            var safeMethods = new HeadAndOptions();
            mvc.Conventions.Add(safeMethods);
            mvc.Filters.Add(safeMethods);
        });
    }
}
