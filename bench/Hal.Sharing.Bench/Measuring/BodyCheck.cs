using System.Text;

namespace Hal.Sharing.Bench.Measuring;

/// <summary>Refuses to compare programs that do not send the same bytes.</summary>
internal static class BodyCheck
{
    private const int Samples = 40;

    /// <summary>Throws if the lanes that share requests get different responses to some of them.</summary>
    public static async Task RequireSameAsync(BenchCase bench)
    {
        var lanes = bench.Lanes.OfType<WrkLane>().Where(lane => lane.Requests[0].Method == "GET").ToList();
        foreach (var group in lanes.GroupBy(lane => lane.Requests))
        {
            var step = Math.Max(1, group.Key.Count / Samples);
            for (var at = 0; at < group.Key.Count; at += step)
                await RequireSameAsync(bench.Key, group, group.Key[at]);
        }
    }

    private static async Task RequireSameAsync(string key, IEnumerable<WrkLane> lanes, RequestLine request)
    {
        (string Name, string Response)? first = null;
        foreach (var lane in lanes)
        {
            using var response = await lane.Program.SendAsync(HttpMethod.Get, request.Path, request.Token);
            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
            var text = $"{response.StatusCode} {response.Content.Headers.ContentType} {body}";
            first ??= (lane.Program.Name, text);
            if (!response.IsSuccessStatusCode || text != first.Value.Response)
                throw new InvalidOperationException(
                    $"{key}: {request.Path} differs.\n{first.Value.Name}: {first.Value.Response}\n{lane.Program.Name}: {text}");
        }
    }
}
