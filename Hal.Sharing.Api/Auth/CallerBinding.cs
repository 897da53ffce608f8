using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Binds an action's parameter <c>Caller caller</c>, or <c>Caller? caller</c> at an endpoint for everyone, without an attribute.
/// </summary>
public sealed class CallerBinding : IModelBinder, IModelBinderProvider, IAsyncAuthorizationFilter
{
    public static void AddTo(MvcOptions options)
    {
        var binding = new CallerBinding();
        options.ModelBinderProviders.Insert(0, binding);
        // As MVC does for CancellationToken: it does not come from the body, and there is nothing to validate.
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

    /// <summary>Refuses an invalid token at an endpoint for everyone too, instead of treating the caller as anonymous.</summary>
    public Task OnAuthorizationAsync(AuthorizationFilterContext context) =>
        CallerIdentity.CallerOf(context.HttpContext.User) is null ? RefuseInvalidTokenAsync(context) : Task.CompletedTask;

    private static async Task RefuseInvalidTokenAsync(AuthorizationFilterContext context)
    {
        // The handler returns its first result again. The middleware keeps successes only.
        if ((await context.HttpContext.AuthenticateAsync()).Failure is not null)
            context.Result = new ChallengeResult();
    }
}
