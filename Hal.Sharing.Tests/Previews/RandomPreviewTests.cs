using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Previews;

/// <summary>
/// A change does what its preview said: random changes of random worlds, of all kinds, are previewed and then made. PREVIEW_CASES=1000
/// runs the long version, PREVIEW_SEED another sequence.
/// </summary>
public sealed class RandomPreviewTests(SharingFixture stage, ITestOutputHelper output) : IClassFixture<SharingFixture>
{
    private const int DefaultCases = 160;
    private const int CasesPerWorld = 20;
    private static readonly string[] Roles = ["member", "memberPlus", "designer", "dataWizard", "publisher", "admin"];

    [Fact]
    public async Task Change_DoesWhatThePreviewSaid()
    {
        var (wanted, seed) = (Setting("PREVIEW_CASES", DefaultCases), Setting("PREVIEW_SEED", 1));
        var random = new Random(seed);
        var made = PreviewCase.Kinds.ToDictionary(kind => kind, _ => 0);
        var (refused, effects) = (0, 0);
        PreviewWorld? world = null;
        for (var number = 0; number < wanted; number++)
        {
            if (number % CasesPerWorld == 0)
                world = await PreviewWorld.AddAsync(stage, random);
            var before = await world!.ReadAsync();
            if (PreviewCase.Of(PreviewCase.Kinds[number % PreviewCase.Kinds.Length], before, random) is not { } change)
                continue;
            var digest = await DatabaseDigest.ReadAsync(stage.ConnectionString);
            using var caller = stage.As(change.Caller);

            using var preview = await SendAsync(caller, "POST", change.PreviewAddress, change.PreviewBody);
            var previewed = await preview.JsonAsync();
            (await DatabaseDigest.ReadAsync(stage.ConnectionString)).Should().Equal(digest, "a preview writes nothing");
            using var real = await SendAsync(caller, change.Method, change.Address, change.Body);

            var because = $"seed {seed}, case {number}: {change}";
            if (!real.IsSuccessStatusCode)
            {
                Problem(previewed).Should().Be(Problem(await real.JsonAsync()), because);
                preview.StatusCode.Should().Be(real.StatusCode, because);
                refused++;
                continue;
            }
            preview.StatusCode.Should().Be(HttpStatusCode.OK, because);
            var after = await world.ReadAsync();
            Text(previewed).Should().Be(Expected(change, before, after), because);
            made[change.Kind]++;
            effects += previewed.GetProperty("gainsCount").GetInt32() + previewed.GetProperty("losesCount").GetInt32()
                + previewed.GetProperty("changesCount").GetInt32();
        }

        var counts = string.Join(", ", made.Select(pair => $"{pair.Key} {pair.Value}"));
        output.WriteLine($"made {counts}; {refused} refused; {effects} effects");
        made.Values.Should().OnlyContain(count => count > wanted / 40, "every kind of change is made");
        refused.Should().BePositive("refusals are compared too");
        effects.Should().BeGreaterThan(wanted / 2);
    }

    /// <summary>Returns what the preview must say, from the states before and after the real change.</summary>
    private static string Expected(PreviewCase change, AccessState before, AccessState after)
    {
        var isSuperuser = before.Users[change.Caller].IsSuperuser;
        var levels = (
            from pair in change.Concerned
            where before.CanSee(change.Caller, pair.User)
            orderby pair.User, pair.Integration
            let text = $"user:{pair.User}{(change.Integration is null ? $" {pair.Integration}" : "")}"
            select (Who: text, From: before.Level(pair.User, pair.Integration, isSuperuser),
                To: after.Level(pair.User, pair.Integration, isSuperuser))).ToList();
        var self = change.Integration is not null
            ? after.Level(change.Caller, change.Integration, isSuperuser)
            : after.Members.TryGetValue((change.Team!, change.Caller), out var role) ? Roles[role - 1] : null;

        return $"""
            {change.Would}
            gains {List(levels.Where(level => level.From is null && level.To is not null))}
            loses {List(levels.Where(level => level.From is not null && level.To is null))}
            changes {List(levels.Where(level => level.From is not null && level.To is not null && level.From != level.To))}
            unchanged {levels.Count(level => level.From == level.To)}, self {self ?? "null"}
            """;

        static string List(IEnumerable<(string Who, string? From, string? To)> found)
        {
            var all = found.ToList();
            return $"{all.Count}: {string.Join(", ", all.Take(100).Select(one => $"{one.Who} {one.From ?? "null"}->{one.To ?? "null"}"))}";
        }
    }

    /// <summary>Returns what the preview says in the same form.</summary>
    private static string Text(JsonElement preview)
    {
        return $"""
            {preview.GetProperty("would").GetString()}
            gains {List("gains")}
            loses {List("loses")}
            changes {List("changes")}
            unchanged {preview.GetProperty("unchanged")}, self {Show(preview.GetProperty("selfAfter"))}
            """;

        string List(string name) => $"{preview.GetProperty(name + "Count")}: " + string.Join(", ",
            from one in preview.GetProperty(name).EnumerateArray()
            let at = one.TryGetProperty("integrationId", out var id) ? $" {id}" : ""
            select $"{one.GetProperty("principalId")}{at} {Show(one.GetProperty("from"))}->{Show(one.GetProperty("to"))}");

        static string Show(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "null" : value.ToString();
    }

    private static string Problem(JsonElement problem) => string.Join('\n',
        from member in problem.EnumerateObject()
        where member.Name is not ("instance" or "traceId")
        select $"{member.Name} {member.Value.GetRawText()}");

    private static async Task<HttpResponseMessage> SendAsync(HttpClient caller, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await caller.SendAsync(request);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
