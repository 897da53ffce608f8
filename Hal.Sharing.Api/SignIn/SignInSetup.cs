using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Microsoft.AspNetCore.DataProtection;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Composition: signing in with a browser.</summary>
public static class SignInSetup
{
    private const string KeysFolder = $"{AuthOptions.Section}:{nameof(AuthOptions.KeysFolder)}";

    /// <param name="dataFolder">Where an embedded server keeps its keys; null when the database is not embedded.</param>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration, string? dataFolder)
    {
        var protection = services.AddDataProtection().SetApplicationName("hal-sharing");
        var folder = configuration[KeysFolder] is { Length: > 0 } configured ? configured : dataFolder is null ? null : Path.Combine(dataFolder, "form-keys");
        if (folder is not null)
            protection.PersistKeysToFileSystem(OpenKeys(folder, isInDataFolder: string.IsNullOrEmpty(configuration[KeysFolder])));
        else
            services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>(); // Nobody looks for keys in somebody's home.
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = FormPost.TokenField;
            options.SuppressXFrameOptionsHeader = true; // PagePolicy says it.
            options.Cookie.Name = "form";
            options.Cookie.SameSite = SameSiteMode.Lax; // Strict would make a link from elsewhere spoil the forms in other tabs.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services
            .AddSingleton<ProviderEndpoints>()
            .AddSingleton<TokenEndpoint>()
            .AddSingleton<GrantCheck>()
            .AddSingleton<AuthorizationRedirect>()
            .AddSingleton<CodeExchange>()
            .AddSingleton<SignInStates>()
            .AddSingleton<SessionCookies>()
            .AddSingleton<TokenRefresher>()
            .AddSingleton<DemoSignIn>();
    }

    // The keys are not encrypted. A configured folder that exists keeps its mode: several servers can share it.
    private static DirectoryInfo OpenKeys(string folder, bool isInDataFolder)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            if (OperatingSystem.IsWindows())
                return Directory.CreateDirectory(folder);
            var keys = Directory.CreateDirectory(folder, OwnerOnly);
            if (isInDataFolder)
                keys.UnixFileMode = OwnerOnly;
            return keys;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {folder} for keys ({KeysFolder}) cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Stands before authentication: it may renew what that reads.</summary>
    public static IApplicationBuilder UseSignIn(this IApplicationBuilder app) => app.UseMiddleware<SessionRefresh>();
}
