using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Hal.Sharing.Api.Auth;

/// <summary>Decides which endpoints need the caller: all except those for everyone that do not bind a caller.</summary>
public static class CallerEndpoint
{
    /// <summary>Returns true also if there is no endpoint: unknown paths respond like known ones.</summary>
    public static bool WantsCaller(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is null || TakesCaller(endpoint);

    private static bool TakesCaller(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.Parameters
            .Any(parameter => parameter.ParameterType == typeof(Caller)) is true;
}
