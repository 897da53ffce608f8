namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Opens an endpoint to tokens with which a team acts for a user (contract, section 3). All other endpoints refuse them. The statements
/// limit what they see.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowTeamTokensAttribute : Attribute;
