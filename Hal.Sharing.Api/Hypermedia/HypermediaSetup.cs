using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Registers the services and the middleware with which an application serves HAL.</summary>
public static class HypermediaSetup
{
    /// <summary>
    /// Lets clients embed linked documents (see <see cref="HalResult"/>). Must precede routing: a subrequest is routed by its own address.
    /// </summary>
    public static void UseInternalSubrequests(this IApplicationBuilder app) => InternalSubrequest.Use(app);

    /// <summary>
    /// Announces deprecated endpoints (see <see cref="DeprecatedAttribute"/>) in all of their responses, also in refusals. Must follow
    /// routing, and precede all that can respond.
    /// </summary>
    public static void UseDeprecation(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DeprecatedAttribute>() is { } deprecated)
            http.Response.OnStarting(() =>
            {
                deprecated.Announce(http);
                return Task.CompletedTask;
            });
        return next(http);
    });

    /// <summary>Adds <see cref="RepresentationsAttribute"/>, <see cref="FromDocumentAttribute"/>, HEAD and OPTIONS to MVC.</summary>
    public static IServiceCollection AddHypermedia(this IServiceCollection services, Action<HalOptions>? configure = null)
    {
        services.Configure(configure ?? (_ => { }));
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<IObjectModelValidator, NoModelValidation>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = ReadableJsonEncoder.Instance);
        // Parameters come from the address, never from a form in the body: only DocumentFilter reads bodies.
        // PostConfigure, because the framework adds its factories when the application adds its controllers.
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
            var headAndOptions = new HeadAndOptions();
            mvc.Conventions.Add(headAndOptions);
            mvc.Filters.Add(headAndOptions);
        });
    }
}
