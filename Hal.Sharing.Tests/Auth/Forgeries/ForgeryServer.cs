using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Sends tokens by each source to each endpoint, byte by byte, and tells whether the server believed them.</summary>
internal sealed class ForgeryServer(ListeningServer server, IReadOnlyList<ForgeryTarget> targets) : IAsyncDisposable
{
    private const int MostOfHttp = 16 * 1024;

    /// <summary>The sources of tokens (contract, section 3).</summary>
    public static readonly IReadOnlyList<string> Sources = ["Authorization", "refreshed-token", "Cookie"];

    public IReadOnlyList<ForgeryTarget> Targets => targets;

    /// <summary>The endpoints of the live endpoint table that require a caller, and the entry point, which reads one.</summary>
    public IReadOnlyList<(string Method, string Path)> Endpoints { get; } =
    [
        .. from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null || endpoint.RoutePattern.RawText == "api"
           let path = "/" + Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", "x")
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select (method, path),
    ];

    public static IReadOnlyList<ForgeryFamily> Families(ForgeryTarget target) =>
    [
        .. AlgorithmForgeries.Of(target), .. KeyForgeries.Of(target), .. HeaderForgeries.Of(target), .. ClaimForgeries.Of(target),
        .. TimeForgeries.Of(target), .. TextForgeries.Of(target), .. ShapeForgeries.Of(target), .. SignatureForgeries.Of(target),
    ];

    /// <summary>Returns the header by which a source carries a token. A cookie comes from a page of this server.</summary>
    public static string[] Carry(string source, string token) => source switch
    {
        "Authorization" => [$"Authorization: Bearer {token}"],
        "Cookie" => [$"Cookie: token={token}", "Sec-Fetch-Site: same-origin"],
        _ => [$"{source}: {token}"],
    };

    public Task<RawAnswer> SendAsync((string Method, string Path) endpoint, params string[] headers) =>
        server.SendAsync(Request(endpoint, headers));

    /// <summary>Returns what the server answered if that is not the refusal of the token, and null if it is.</summary>
    public async Task<string?> FaultAsync((string Method, string Path) endpoint, params string[] headers)
    {
        var answer = await RawAnswer.SendAsync(server.Address, Request(endpoint, headers).ToBytes());
        return answer.Status == 401 || LeadsToSignIn(answer) || (answer.Status is 400 or 431 && !IsForApi(headers))
            ? null
            : $"{endpoint.Method} {endpoint.Path}: {answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 200)]}";
    }

    /// <summary>Returns whether the server knows the caller, whatever it then answers.</summary>
    public async Task<bool> IsBelievedAsync((string Method, string Path) endpoint, params string[] headers)
    {
        var answer = await SendAsync(endpoint, headers);
        return answer.Status is >= 200 and < 500 and not 401 && !LeadsToSignIn(answer);
    }

    public Task<IReadOnlyList<string>> DigestAsync() => server.DigestAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        server.Dispose();
    }

    private static RawRequest Request((string Method, string Path) endpoint, string[] headers) =>
        new(endpoint.Method, endpoint.Path) { As = null, Headers = headers };

    /// <summary>Returns whether the response is the one to a browser without a token that asks for a page.</summary>
    private static bool LeadsToSignIn(RawAnswer answer) =>
        answer.Status == 302 && answer.Header("location").StartsWith("/sign-in?return_to=", StringComparison.Ordinal);

    // HTTP itself refuses characters and lengths.
    private static bool IsForApi(string[] headers) =>
        headers.Sum(header => header.Length) < MostOfHttp
        && headers.All(header => header.All(letter => letter is >= ' ' and <= '~' or '\t'));
}
