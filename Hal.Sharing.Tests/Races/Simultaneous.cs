using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>Sends requests at the same time and returns their statuses.</summary>
internal static class Simultaneous
{
    /// <summary>Starts all requests at once. Returns the statuses in the order of the requests.</summary>
    public static async Task<HttpStatusCode[]> TogetherAsync(IEnumerable<Func<Task<HttpStatusCode>>> requests)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = requests.Select(request => Task.Run(async () =>
        {
            await start.Task;
            return await request();
        })).ToList();
        start.SetResult();
        return await Task.WhenAll(running);
    }

    public static async Task<HttpStatusCode> PutAsync(HttpClient caller, string path, string body)
    {
        using var answer = await caller.PutAsync(path, body);
        return answer.StatusCode;
    }

    public static async Task<HttpStatusCode> PostAsync(HttpClient caller, string path, string body)
    {
        using var answer = await caller.PostAsync(path, body);
        return answer.StatusCode;
    }

    public static async Task<HttpStatusCode> DeleteAsync(HttpClient caller, string path)
    {
        using var answer = await caller.DeleteAsync(path);
        return answer.StatusCode;
    }
}
