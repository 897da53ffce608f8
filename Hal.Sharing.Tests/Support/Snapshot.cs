using System.Runtime.CompilerServices;
using System.Text;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// Compares a document with the file <c>Class.Method.verified.json</c> next to the test, by Verify's conventions: a difference
/// writes <c>Class.Method.received.json</c> and fails; rename that file, or run with <c>SNAPSHOT_ACCEPT=1</c>, to accept it.
/// Each distinct document has one snapshot: callers who see the same document share a variant.
/// </summary>
public static class Snapshot
{
    private static readonly string[] Headers = ["Content-Type", "Location", "Allow", "WWW-Authenticate", "Retry-After"];

    private static bool Accepts =>
        Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true";

    /// <summary>Compares status, headers and body.</summary>
    /// <param name="response">Its body is JSON, or is compared as one string.</param>
    /// <param name="variant">Distinguishes the documents of one method.</param>
    /// <param name="caller">Distinguishes the received files of callers who must see the same document.</param>
    /// <param name="headers">Headers to compare in addition to type, location, allow, challenge and retry.</param>
    /// <param name="file">The test's source file, named like its class.</param>
    /// <param name="method">The test.</param>
    public static async Task Verify(
        HttpResponseMessage response,
        string? variant = null,
        string? caller = null,
        IEnumerable<string>? headers = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = "")
    {
        var body = await response.Content.ReadAsStringAsync();
        Compare(VerifiedPath(file, method, variant), SnapshotText.Of(response, body, [.. Headers, .. headers ?? []]), Accepts, caller);
    }

    /// <summary>Compares a JSON document.</summary>
    /// <inheritdoc cref="Verify(HttpResponseMessage, string?, string?, IEnumerable{string}?, string, string)"/>
    public static Task Verify(
        string json,
        string? variant = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = "")
    {
        Compare(VerifiedPath(file, method, variant), SnapshotText.Of(json), Accepts);
        return Task.CompletedTask;
    }

    /// <summary>Compares with a given file, as <c>Verify</c> does.</summary>
    public static void Compare(string verifiedPath, string received, bool accept, string? caller = null)
    {
        var receivedPath = verifiedPath.Replace(
            ".verified.", caller is null ? ".received." : $".{caller}.received.", StringComparison.Ordinal);
        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : null;
        if (verified == received || accept)
        {
            if (verified != received)
                File.WriteAllText(verifiedPath, received);
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        throw new XunitException(new StringBuilder()
            .AppendLine(verified is null ? "There is no snapshot yet." : "The snapshot differs (- verified, + received):")
            .AppendLine(verified is null ? received : LineDiff.Between(verified, received))
            .AppendLine("To accept, run with SNAPSHOT_ACCEPT=1, or:")
            .Append($"mv '{receivedPath}' '{verifiedPath}'")
            .ToString());
    }

    private static string VerifiedPath(string file, string method, string? variant)
    {
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(variant is null ? "" : $".{variant}")}.verified.json";
        return Path.Combine(Path.GetDirectoryName(file)!, string.Join('-', name.Split(Path.GetInvalidFileNameChars())));
    }
}
