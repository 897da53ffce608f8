using System.Text;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Bodies just below the limit with many faults: reading them takes linear time, and the responses are short.</summary>
public sealed class LargeBodyTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const int MaxAnswer = 64 * 1024;
    private const int MaxFaults = 20;

    private static readonly Func<int, string> LongNameAroundManyValues =
        length => $$"""{"_x": {"{{new string(' ', length)}}": [{{string.Join(',', Enumerable.Repeat('1', length))}}] } }""";

    private static readonly Func<int, string> LongNameAroundDuplicates =
        length => $$"""{"_x": {"{{new string('<', length)}}": {{Duplicates(length / 300)}} } }""";

    private static readonly Func<int, string> LongNamesAtEveryDepth = length =>
    {
        var names = Enumerable.Repeat($$"""{"{{string.Concat(Enumerable.Repeat("😀", length / 240))}}":""", 30);
        return string.Concat(names) + Duplicates(length / 300) + new string('}', 30);
    };

    private static readonly Func<int, string> NamesThatAreNotUnicode =
        length => $$"""{"_x": { {{string.Join(',', Enumerable.Range(0, length / 30).Select(i => $"\"\\ud800{i}\":[\"\\udfff\"]"))}} } }""";

    public static TheoryData<string, string> Bodies => new()
    {
        { nameof(LongNameAroundManyValues), LongNameAroundManyValues(21_000) },
        { nameof(LongNameAroundDuplicates), LongNameAroundDuplicates(30_000) },
        { nameof(LongNamesAtEveryDepth), LongNamesAtEveryDepth(80_000) },
        { nameof(NamesThatAreNotUnicode), NamesThatAreNotUnicode(60_000) },
        { "ManyUnknownNames", $$"""{ {{string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"{new string('<', 150)}{i}\":1"))}} }""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task LargeBody_GetsAShortProblem(string name, string body)
    {
        var answer = await server.SendAsync(new RawRequest("PUT", "/api/integrations/nope").WithJson(body));

        answer.Status.Should().Be(400, name);
        answer.Body.Length.Should().BeLessThan(MaxAnswer);
        answer.Json().GetProperty("errors").GetArrayLength().Should().BeLessThanOrEqualTo(MaxFaults);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task LargeBody_GetsAShortListOfValidationErrors(string name, string body)
    {
        var answer = await server.SendAsync(new RawRequest("POST", "/api/v1/teams/coaching/authorize") { As = "outsider" }.WithJson(body));

        answer.Status.Should().Be(422, name);
        answer.Body.Length.Should().BeLessThan(MaxAnswer);
        answer.Json().GetProperty("detail").GetArrayLength().Should().BeLessThanOrEqualTo(MaxFaults);
    }

    [Fact]
    public void BodyTwiceAsLarge_CostsTwiceTheMemory()
    {
        foreach (var body in new[] { LongNameAroundManyValues, LongNameAroundDuplicates, LongNamesAtEveryDepth, NamesThatAreNotUnicode })
        {
            Ratio(Read, body).Should().BeLessThan(3, "the work is linear");
            Ratio(Validate, body).Should().BeLessThan(3, "the work is linear");
        }
    }

    /// <summary>Returns the ratio of memory allocated for a body of twice the size.</summary>
    private static double Ratio(Action<byte[]> read, Func<int, string> body)
    {
        var (small, large) = (Encoding.UTF8.GetBytes(body(10_000)), Encoding.UTF8.GetBytes(body(20_000)));
        read(small);
        read(large);
        return (double)Allocated(read, large) / Allocated(read, small);
    }

    private static long Allocated(Action<byte[]> read, byte[] body)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read(body);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        _ = new DocumentReader(json.RootElement);
    }

    private static void Validate(byte[] body) => _ = new ValidatedBody(body);

    private static string Duplicates(int count) =>
        $$"""{ {{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":0,\"{i}\":0"))}} }""";
}
