using Hal.Sharing.Data.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Registers signing in: every endpoint needs a caller unless it says otherwise.</summary>
public static class AuthSetup
{
    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(5);

    /// <param name="dataFolder">Where an embedded server keeps its signing key; null when the database is not embedded.</param>
    public static IServiceCollection AddSharingAuth(
        this IServiceCollection services, IConfiguration configuration, string? dataFolder = null)
    {
        services.AddTokens(configuration, dataFolder);
        services.AddSingleton<UserProvisioning>();
        services.AddSingleton<AccountQueries>();
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
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.Filters.AddService<CallerLimits>();
            mvc.Filters.AddService<CallerConfirmation>();
        });
        services.AddHostedService<AuthStart>();
        return services;
    }

    /// <summary>Issuing and checking tokens alone, without HTTP or database: what the <c>token</c> verb needs.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration, string? dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new DataFolderPath(dataFolder));
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section));
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddOptions<JwtBearerOptions>(ProviderKeys.OptionsName).Configure<IOptions<AuthOptions>>(Configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>());
        services.AddSingleton<BuiltInKeys>();
        services.AddSingleton<ProviderKeys>();
        services.AddSingleton<TokenValidator>();
        services.AddSingleton<TokenIssuer>();
        return services;
    }

    /// <summary>Goes behind routing and what renews tokens.</summary>
    public static IApplicationBuilder UseSharingAuth(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        return app.Use(app.ApplicationServices.GetRequiredService<CallerConfirmation>().InvokeAsync);
    }

    private static void Configure(JwtBearerOptions provider, IOptions<AuthOptions> options)
    {
        provider.Authority = options.Value.Authority;
        provider.Audience = options.Value.Audience;
        provider.RequireHttpsMetadata = options.Value.Authority?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) is not true;
        provider.BackchannelTimeout = ProviderTimeout;
    }
}
