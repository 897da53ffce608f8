using System.Net.Http.Headers;
using System.Threading.RateLimiting;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>Sends safe requests only, not too many at a time, and waits when the server asks for it (<c>Retry-After</c>).</summary>
internal sealed class PoliteClient : IDisposable
{
    private const int MaxAttempts = 5;

    // Timers are not more exact than some milliseconds.
    private const int PeriodsPerSecond = 50;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly SemaphoreSlim _slots;
    private readonly TokenBucketRateLimiter _rate;

    public PoliteClient(CheckLimits limits)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = limits.Concurrency,
        };
        _http = new HttpClient(handler) { Timeout = LongestWait };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("hal-sharing-contract-check", null));
        _slots = new SemaphoreSlim(limits.Concurrency);
        _rate = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(limits.Concurrency, limits.RequestsPerSecond / PeriodsPerSecond),
            TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / PeriodsPerSecond),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Math.Min(limits.RequestsPerSecond, PeriodsPerSecond),
            QueueLimit = int.MaxValue,
        });
    }

    /// <summary>Returns the response to GET, whatever its status.</summary>
    public Task<Reply> GetAsync(Uri address, string? token, string accept, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, address, token, accept, cancellationToken);

    /// <summary>Returns the response to OPTIONS, whatever its status.</summary>
    public Task<Reply> OptionsAsync(Uri address, string? token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Options, address, token, "*/*", cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
        _rate.Dispose();
    }

    /// <exception cref="CheckException">The server cannot be reached.</exception>
    private async Task<Reply> SendAsync(HttpMethod method, Uri address, string? token, string accept, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await SendUntilServedAsync(method, address, token, accept, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new CheckException($"{method} {address} failed: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CheckException($"{method} {address} had no response within {LongestWait.TotalSeconds:0} s.", exception);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Reply> SendUntilServedAsync(
        HttpMethod method, Uri address, string? token, string accept, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var lease = await _rate.AcquireAsync(1, cancellationToken);
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Accept.ParseAdd(accept);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (attempt < MaxAttempts && Wait(response) is { } wait)
                await Task.Delay(wait, cancellationToken);
            else
                return await Reply.ReadAsync(response, cancellationToken);
        }
    }

    private static TimeSpan? Wait(HttpResponseMessage response)
    {
        if (response.StatusCode is not (System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.ServiceUnavailable))
            return null;
        return response.Headers.RetryAfter is { } after
            && (after.Delta ?? after.Date - TimeProvider.System.GetUtcNow()) is { } wait && wait >= TimeSpan.Zero && wait <= LongestWait
                ? wait
                : null;
    }
}
