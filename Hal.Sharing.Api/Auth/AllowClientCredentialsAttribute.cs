namespace Hal.Sharing.Api.Auth;

/// <summary>Opens an endpoint to OAuth clients that sign in with id and secret (RFC 6749, section 2.3.1): everywhere else they need a token.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowClientCredentialsAttribute : Attribute
{
    public static bool IsOn(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<AllowClientCredentialsAttribute>() is not null;
}
