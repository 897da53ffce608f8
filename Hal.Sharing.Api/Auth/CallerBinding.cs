using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Hal.Sharing.Api.Auth;

/// <summary>Gives an action its <c>Caller caller</c>, or <c>Caller? caller</c> where everybody is let in, without an attribute.</summary>
public sealed class CallerBinding : IModelBinder, IModelBinderProvider, IAsyncAuthorizationFilter
{
    public static void AddTo(MvcOptions options)
    {
        var binding = new CallerBinding();
        options.ModelBinderProviders.Insert(0, binding);
        // As MVC does for CancellationToken: never the body, and nothing in it to validate.
        options.ModelMetadataDetailsProviders.Add(new BindingSourceMetadataProvider(typeof(Caller), BindingSource.Special));
        options.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Caller)));
        options.Filters.Add(binding);
    }

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(Caller) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        bindingContext.Result = ModelBindingResult.Success(CallerIdentity.CallerOf(bindingContext.HttpContext.User));
        return Task.CompletedTask;
    }

    /// <summary>Who sends a bad token to an endpoint that lets everybody in is told so, and not taken for a stranger.</summary>
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        // The handler answers a second question with its first answer; the middleware keeps successes only.
        if ((await context.HttpContext.AuthenticateAsync()).Failure is not null)
            context.Result = new ChallengeResult();
    }
}
