using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Reads the built-in issuer's key from the configuration or from the data folder of an embedded server.</summary>
/// <param name="folder">The data folder; its path is null if the database is not embedded.</param>
public sealed class BuiltInKeys(IOptions<AuthOptions> options, DataFolderPath folder)
{
    private readonly Lazy<Task<BuiltInKey?>> _key = new(() => LoadAsync(options.Value, folder.Path));

    /// <summary>Returns null if there is no key, which is possible on a server with a provider only.</summary>
    public Task<BuiltInKey?> GetAsync() => _key.Value;

    private static async Task<BuiltInKey?> LoadAsync(AuthOptions options, string? folder)
    {
        if (options.SigningKey is { } pem)
        {
            return BuiltInKey.FromPem(pem)
                ?? throw new StartupException(
                    "Auth:SigningKey is not a P-256 private key in PEM: make one with " +
                    "'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'.");
        }
        if (options.SigningKeyFile is { } file)
            return await ReadAsync(file);
        if (folder is not null)
            return await BuiltInKeyFile.LoadOrCreateAsync(folder, CancellationToken.None);
        return options.HasProvider ? null : throw new StartupException(
            "No user can sign in: set Auth:Authority to an OpenID Connect provider, or Auth:SigningKey to a P-256 key in PEM, " +
            "the same for all servers.");
    }

    private static async Task<BuiltInKey> ReadAsync(string file)
    {
        try
        {
            return await BuiltInKeyFile.LoadAsync(file, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Auth:SigningKeyFile {file} cannot be read: {exception.Message}", exception);
        }
    }
}

/// <summary>The data folder of an embedded server. It keeps this namespace independent of the embedding.</summary>
public sealed record DataFolderPath(string? Path);
