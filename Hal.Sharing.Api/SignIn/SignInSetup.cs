using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Microsoft.AspNetCore.DataProtection;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Registers sign-in in a browser, and the keys that protect cookies and forms.</summary>
public static class SignInSetup
{
    private const string KeysFolder = $"{AuthOptions.Section}:{nameof(AuthOptions.KeysFolder)}";

    /// <param name="dataFolder">The folder where an embedded server keeps its keys; null if the database is not embedded.</param>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration, string? dataFolder)
    {
        AddKeys(services, configuration, dataFolder);
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = FormPost.TokenField;
            options.SuppressXFrameOptionsHeader = true; // PagePolicy sets it.
            options.Cookie.Name = "form";
            // With Strict, following a link from another site would invalidate forms in other tabs.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddProviderSignIn(configuration);
        return services
            .AddSingleton<ProviderEndpoints>()
            .AddSingleton<TokenEndpoint>()
            .AddSingleton<GrantCheck>()
            .AddSingleton<SessionCookies>()
            .AddSingleton<TokenRefresher>()
            .AddSingleton<DemoSignIn>();
    }

    /// <summary>Must precede authentication, because it can replace the token that authentication reads.</summary>
    public static IApplicationBuilder UseSessionRefresh(this IApplicationBuilder app) => app.UseMiddleware<SessionRefresh>();

    private static void AddKeys(IServiceCollection services, IConfiguration configuration, string? dataFolder)
    {
        var protection = services.AddDataProtection().SetApplicationName("hal-sharing");
        if (configuration[KeysFolder] is { Length: > 0 } configured)
            protection.PersistKeysToFileSystem(OpenKeys(configured, isInDataFolder: false));
        else if (dataFolder is not null)
            protection.PersistKeysToFileSystem(OpenKeys(Path.Combine(dataFolder, "form-keys"), isInDataFolder: true));
        else
            services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>(); // Not the home folder.
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
}
