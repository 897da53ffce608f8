using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Hal.Sharing.Api.Rels;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Rels;

/// <summary>What the pages of relations promise, sent to a server on the demo data.</summary>
public sealed partial class RelExampleTests
{
    /// <summary>There is no client on the demo data.</summary>
    private const string NotOnDemoData = "GET /api/clients/partner-app";

    public static TheoryData<string, string> Reads => Examples(example => example.StartsWith("GET ", StringComparison.Ordinal));

    public static TheoryData<string, string> Writes => Examples(example => !example.StartsWith("GET ", StringComparison.Ordinal));

    public sealed class Reading(SharingServer server) : IClassFixture<SharingServer>
    {
        [Theory]
        [MemberData(nameof(Reads), MemberType = typeof(RelExampleTests))]
        public Task Example_GetsItsAnswer(string example, string answer) => CompareAsync(server, example, answer);
    }

    public sealed class Writing
    {
        [Theory]
        [MemberData(nameof(Writes), MemberType = typeof(RelExampleTests))]
        public async Task Example_GetsItsAnswer(string example, string answer)
        {
            var server = new SharingServer();
            await server.InitializeAsync();
            try
            {
                await CompareAsync(server, example, answer);
            }
            finally
            {
                await server.DisposeAsync();
            }
        }
    }

    private static TheoryData<string, string> Examples(Func<string, bool> isWanted)
    {
        var examples = new TheoryData<string, string>();
        foreach (var request in RelTable.All.SelectMany(rel => rel.Requests).Where(request => request.Example.Length > 0 && isWanted(request.Example)))
            if (request.Example != NotOnDemoData)
                examples.Add(request.Example, request.Answer);
        return examples;
    }

    private static async Task CompareAsync(SharingServer server, string example, string answer)
    {
        var (line, body) = Split(example);
        var (status, document) = Split(answer);
        var words = line.Split(' ');
        using var client = server.CreateClient().WithBearer(Token(Signed().Match(line)));
        using var request = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

        using var response = await client.SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture).Should().Be(status[..3], text);
        if (document.Length > 0)
            Example.Difference(document, text).Should().BeNull();
        else
            text.Should().BeEmpty();
    }

    private static (string FirstLine, string Body) Split(string text)
    {
        var parts = text.Split("\n\n", 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    // A request line says who sends it where that is not admin: "(as jdoe)", or with a delegated token "(as junior, by coach)".
    private static string Token(Match signed) => TestIssuer.BuiltIn.Token(
        signed.Success ? signed.Groups["user"].Value : "admin",
        claims =>
        {
            if (signed.Groups["party"].Success)
                claims["azp"] = signed.Groups["party"].Value;
        });

    [GeneratedRegex(@"\(as (?<user>\w+)(, by (?<party>\w+))?\)")]
    private static partial Regex Signed();
}
