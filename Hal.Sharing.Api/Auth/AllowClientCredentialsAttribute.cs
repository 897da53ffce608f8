namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Lets OAuth clients authenticate with ID and secret at an endpoint (RFC 6749, section 2.3.1). Other endpoints require a token.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowClientCredentialsAttribute : Attribute
{
    public static bool IsOn(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<AllowClientCredentialsAttribute>() is not null;
}
