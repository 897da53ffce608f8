namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Opens an endpoint to tokens by which a team acts for a user (contract, section 3); to them everything is closed that is not marked.
/// What they see behind it is for the statements to limit.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowTeamTokensAttribute : Attribute;
