using Hal.Sharing.Data.Users;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Gives 401 precedence over every other response (contract, section 4): a token whose account or delegation has ended is refused even if
/// the request is refused before a statement looks the caller up. All other requests cost no additional round trip.
/// </summary>
public sealed class CallerConfirmation(UserQueries users) : IAsyncAlwaysRunResultFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        await ConfirmAsync(context.HttpContext);
        await next();
    }

    /// <summary>Does the same for the responses of routing: 404 and 405.</summary>
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        return http.GetEndpoint()?.Metadata.GetMetadata<ActionDescriptor>() is null ? ConfirmThenContinueAsync() : next(http);

        async Task ConfirmThenContinueAsync()
        {
            await ConfirmAsync(http);
            await next(http);
        }
    }

    // A client is looked up with its secret, in each request.
    private Task ConfirmAsync(HttpContext http) =>
        CallerIdentity.CallerOf(http.User) is { IsClient: false, IsConfirmed: false } caller
            ? users.GetFactsAsync(caller, http.RequestAborted)
            : Task.CompletedTask;
}
