using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Hal.Sharing.Api.Rels;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Rels;

/// <summary>Sends every example of the relation pages to a server on the demo data.</summary>
public sealed partial class RelExampleTests
{
    private const string Clients = "/api/clients";

    public static TheoryData<string, string> Reads => Examples(IsRead);

    public static TheoryData<string, string> Writes => Examples(example => !IsRead(example));

    public sealed class Reading(SharingServer server) : IClassFixture<SharingServer>
    {
        [Theory]
        [MemberData(nameof(Reads), MemberType = typeof(RelExampleTests))]
        public Task Example_GetsItsResponse(string example, string response) => CompareAsync(server, example, response);
    }

    public sealed class Writing
    {
        [Theory]
        [MemberData(nameof(Writes), MemberType = typeof(RelExampleTests))]
        public async Task Example_GetsItsResponse(string example, string response)
        {
            var server = new SharingServer();
            await server.InitializeAsync();
            try
            {
                // The demo data has no client: the example that creates one comes first.
                if (IsAboutClients(example) && example != Creation.Request)
                    await CompareAsync(server, Creation.Request, WithoutChance(Creation.Response));
                await CompareAsync(server, example, WithoutChance(response));
            }
            finally
            {
                await server.DisposeAsync();
            }
        }
    }

    [Fact]
    public void EveryOperationOfTheApi_HasAnExample()
    {
        var without = from rel in RelTable.All
                      from operation in RelOperations.Of(rel)
                      where operation.Example is null
                      select operation.Address;

        without.Should().OnlyContain(address => !address.StartsWith("/api", StringComparison.Ordinal));
        All.Should().HaveCountGreaterThan(35);
    }

    private static IReadOnlyList<RelExample> All { get; } =
        [.. RelTable.All.SelectMany(RelOperations.Of).Select(operation => operation.Example).OfType<RelExample>().Distinct()];

    private static RelExample Creation => All.Single(example => example.Request.StartsWith($"POST {Clients}\n", StringComparison.Ordinal));

    /// <summary>Clients cannot be read until the test has created one.</summary>
    private static bool IsRead(RelExample example) =>
        example.Request.StartsWith("GET ", StringComparison.Ordinal) && !IsAboutClients(example.Request);

    private static bool IsAboutClients(string request) => request.Contains(Clients, StringComparison.Ordinal);

    private static TheoryData<string, string> Examples(Func<RelExample, bool> isWanted)
    {
        var examples = new TheoryData<string, string>();
        foreach (var example in All.Where(isWanted))
            examples.Add(example.Request, example.Response);
        return examples;
    }

    /// <summary>Leaves out the values that a write makes: times and secrets.</summary>
    private static string WithoutChance(string response) => Made().Replace(response, "$1…\"");

    private static async Task CompareAsync(SharingServer server, string example, string expected)
    {
        var (line, body) = Split(example);
        var (status, document) = Split(expected);
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

    // A request line names a caller other than admin: "(as jdoe)", or with a delegated token "(as junior, by coach)".
    private static string Token(Match signed) => TestIssuer.BuiltIn.Token(
        signed.Success ? signed.Groups["user"].Value : "admin",
        claims =>
        {
            if (signed.Groups["party"].Success)
                claims["azp"] = signed.Groups["party"].Value;
        });

    [GeneratedRegex(@"\(as (?<user>\w+)(, by (?<party>\w+))?\)")]
    private static partial Regex Signed();

    [GeneratedRegex("(\"(?:createdAt|updatedAt|secret)\": \")[^\"]+\"")]
    private static partial Regex Made();
}
