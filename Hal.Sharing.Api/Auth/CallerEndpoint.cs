using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Hal.Sharing.Api.Auth;

/// <summary>Tells which endpoints want to know the caller: all but those that let everybody in and do not ask for him.</summary>
public static class CallerEndpoint
{
    /// <summary>Also true for no endpoint: unknown paths answer as everything else does.</summary>
    public static bool WantsCaller(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is null || TakesCaller(endpoint);

    /// <summary>Whether the action has a parameter for the caller.</summary>
    private static bool TakesCaller(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.Parameters
            .Any(parameter => parameter.ParameterType == typeof(Caller)) is true;
}
