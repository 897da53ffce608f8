// Says whether the package sources offer vulnerability data: see .ci/audit.
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property PublishAot=false
using System.Diagnostics;
using System.Text.Json;

using var list = Process.Start(new ProcessStartInfo("dotnet", ["nuget", "list", "source", "--format", "short"]) { RedirectStandardOutput = true })!;
// A line is the letter E, if the source is enabled, and its address.
var sources = (await list.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.TrimEntries)
    .Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..]);

using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
foreach (var source in sources)
{
    var found = await OffersDataAsync(source);
    Console.WriteLine(found switch
    {
        true => $"Audited: {source} offers vulnerability data, and no package of the build is in it.",
        false => $"Not audited: {source} offers no vulnerability data.",
        null => $"Not audited: {source} cannot be read.",
    });
}

async Task<bool?> OffersDataAsync(string source)
{
    if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
        return false;
    try
    {
        using var index = JsonDocument.Parse(await client.GetStringAsync(address));
        return index.RootElement.GetProperty("resources").EnumerateArray()
            .Any(resource => resource.GetProperty("@type").GetString()!.StartsWith("VulnerabilityInfo/", StringComparison.Ordinal));
    }
    catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException)
    {
        return null;
    }
}
