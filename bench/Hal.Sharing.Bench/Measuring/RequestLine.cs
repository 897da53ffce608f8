namespace Hal.Sharing.Bench.Measuring;

/// <summary>One request of a workload.</summary>
internal sealed record RequestLine(string Path, string Token, string Method = "GET", string Body = "")
{
    public string ToLine(string tag) => string.Join('\t', Method, Path, Token, tag, Body);
}
