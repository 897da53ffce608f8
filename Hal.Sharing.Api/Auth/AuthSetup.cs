using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Registers authentication and authorization: every endpoint requires a caller unless it declares otherwise.</summary>
public static class AuthSetup
{
    private const int MostFromProvider = 10 * 1024 * 1024;
    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(5);

    /// <param name="dataFolder">The folder where an embedded server keeps its signing key; null if the database is not embedded.</param>
    public static IServiceCollection AddSharingAuth(
        this IServiceCollection services, IConfiguration configuration, string? dataFolder = null)
    {
        services.AddTokens(configuration, dataFolder);
        services.AddSingleton<KeptTokens>();
        services.AddSingleton<ProvisioningGate>();
        services.AddSingleton<TokenAuthenticator>();
        services.AddSingleton<SecretFailures>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddSingleton<CallerAuthenticator>();
        services.AddSingleton<BrowserSignIn>();
        services.AddAuthentication(CallerAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthenticationHandler>(CallerAuthenticationHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.Configure<MvcOptions>(CallerBinding.AddTo);
        services.AddSingleton<CallerLimits>();
        services.AddSingleton<CallerConfirmation>();
        services.AddOptions<MvcOptions>().Configure<CallerLimits, CallerConfirmation>((mvc, limits, confirmation) =>
        {
            mvc.Filters.Add(limits);
            mvc.Filters.Add(confirmation);
        });
        services.AddHostedService<AuthStart>();
        return services;
    }

    /// <summary>Registers issuing and checking tokens only, without a database: the parts that the command <c>token</c> requires.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration, string? dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new DataFolderPath(dataFolder));
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section));
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddHttpClient(ProviderKeys.HttpClientName, Configure).RemoveAllLoggers();
        services.AddSingleton<BuiltInKeys>();
        services.AddSingleton<ProviderKeys>();
        services.AddSingleton<TokenValidator>();
        services.AddSingleton<TokenIssuer>();
        return services;
    }

    /// <summary>Must follow routing and the refresh of tokens.</summary>
    public static IApplicationBuilder UseSharingAuth(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CallerRate>();
        app.UseAuthorization();
        return app.Use(app.ApplicationServices.GetRequiredService<CallerConfirmation>().InvokeAsync);
    }

    private static void Configure(HttpClient provider)
    {
        provider.Timeout = ProviderTimeout;
        provider.MaxResponseContentBufferSize = MostFromProvider;
        provider.DefaultRequestHeaders.UserAgent.ParseAdd("Hal.Sharing");
    }
}
