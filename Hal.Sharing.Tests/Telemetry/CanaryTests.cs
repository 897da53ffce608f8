using System.Text;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>Plants texts wherever a secret or personal data can be, and searches everything that leaves the server for them.</summary>
public sealed class CanaryTests(DataFolders folders, DemoDatabase database) : IClassFixture<DataFolders>, IClassFixture<DemoDatabase>
{
    private const string Marker = "integration-of-the-control";

    // Microsoft.AspNetCore stays at Warning: below, the framework itself logs each address with its query (docs/operations.md).
    private static readonly string[] Levels =
    [
        "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Hal.Sharing=Trace", "--Logging:LogLevel:Npgsql=Debug",
        "--Logging:LogLevel:System=Debug",
    ];

    private readonly List<string> _planted = [];

    [Fact]
    public async Task NoPlantedText_LeavesTheServer()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var server = await StartAsync(receiver);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = server.Address,
        };

        await SendCredentialsAsync(client);
        await SendClientSecretsAsync(client);
        await SendBodiesAsync(client);
        await SendAsync(client, "GET", $"/api/integrations/{Marker}", ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("admin")}"));
        await receiver.FirstAsync(arrived => arrived.Spans.Where(span => span.Tag("url.path").EndsWith(Marker, StringComparison.Ordinal)));
        await receiver.FirstAsync(arrived => arrived.Metrics);
        var ended = await server.StopAsync();

        var texts = receiver.Bodies.Select(Encoding.Latin1.GetString).Append(ended.Output).Append(ended.Error).ToList();
        // The search finds what is there: in the log, in a span and in a log record.
        texts.Count(text => text.Contains(Marker, StringComparison.Ordinal)).Should().BeGreaterThanOrEqualTo(3);
        _planted.Should().HaveCountGreaterThan(30).And.OnlyContain(canary => canary.Length >= 20);
        _planted.Where(canary => texts.Exists(text => text.Contains(canary, StringComparison.OrdinalIgnoreCase))).Should().BeEmpty();
    }

    private Task<ServerProcess> StartAsync(OtlpReceiver receiver)
    {
        _planted.Add(new NpgsqlConnectionStringBuilder(database.ConnectionString).Password!);
        string[] program =
        [
            "env", .. receiver.Settings, "OTEL_TRACES_SAMPLER=always_on", $"OTEL_EXPORTER_OTLP_HEADERS=api-key={Plant("collector")}",
            "dotnet", "exec", ServerProcess.Assembly, "--environment", "Development",
        ];
        return ServerProcess.StartReadyAsync(
            program, folders.New(),
            [.. Levels, $"--Auth:SigningKey={TestIssuer.BuiltInPem}", $"--ConnectionStrings:Sharing={database.ConnectionString}"]);
    }

    private async Task SendCredentialsAsync(HttpClient client)
    {
        var valid = TestIssuer.BuiltIn.Token("admin");
        _planted.Add(valid.Split('.')[2]);
        var basic = TestTokens.Basic("some-client", Plant("basic"));
        _planted.Add(basic["Basic ".Length..]);
        const string Path = "/api/integrations/abc-123/shares";
        (string Name, string Value)[] headers =
        [
            ("Authorization", $"Bearer {valid}"), ("Authorization", $"Bearer {Plant("bearer")}"),
            ("Authorization", $"Bearer {Plant("bearer-a")}.{Plant("bearer-b")}.{Plant("bearer-c")}"),
            ("Authorization", $"Bearer {Plant("two")} {Plant("words")}"), ("Authorization", Plant("scheme")),
            ("Authorization", $"Digest {Plant("digest")}"), ("Authorization", basic), ("Authorization", $"Basic {Plant("no-base64")}!"),
            ("Cookie", $"token={Plant("cookie")}"), ("Cookie", $"token={Plant("broken")}; =;{Plant("nameless")}"),
            ("Cookie", $"{Plant("cookie-name")}=1"), ("refreshed-token", Plant("refreshed")), ("refreshed-token", $" {Plant("spaced")} "),
            ("If-Match", Plant("tag")), ("If-None-Match", $"\"{Plant("quoted-tag")}\""), ("User-Agent", Plant("agent")),
            ("Prefer", $"transclude={Plant("prefer")}"), ("X-Forwarded-For", Plant("forwarded")), ("traceparent", Plant("trace")),
            ("tracestate", $"vendor={Plant("state")}"), ("baggage", $"user={Plant("baggage")}"), ("Accept", $"text/{Plant("accept")}"),
        ];
        foreach (var header in headers)
        {
            await SendAsync(client, "GET", Path, header);
            await SendAsync(client, "PUT", $"{Path}/user:jdoe", header);
        }
        var caller = ("Authorization", $"Bearer {valid}");
        foreach (var query in new[] { "q", "access_token", "token", "after", "limit", "code", "state", "unknown" })
        {
            await SendAsync(client, "GET", $"/api/principals?{query}={Plant(query)}", caller);
            await SendAsync(client, "GET", $"{Path}?{query}={Plant(query)}&{query}=%zz{Plant(query)}", caller);
            await SendAsync(client, "GET", $"/sign-in?{query}={Plant(query)}");
        }
    }

    private async Task SendClientSecretsAsync(HttpClient client)
    {
        var caller = ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("admin")}");
        await SendAsync(client, "POST", "/api/clients", $$"""{"id": "canary-client", "name": "{{Plant("client")}}"}""", caller);
        using var rotated = await client.SendAsync(
            caller.Item2, "PUT", "/api/clients/canary-client", """{"rotateSecret": true}""");
        var secret = (await rotated.JsonAsync()).GetProperty("secret").GetString()!;
        _planted.Add(secret);
        await SendAsync(client, "GET", "/api/clients/canary-client", ("Authorization", TestTokens.Basic("canary-client", secret)));
        var wrong = TestTokens.Basic("canary-client", Plant("wrong"));
        _planted.Add(wrong["Basic ".Length..]);
        await SendAsync(client, "POST", TestTokens.MintPath, """{"sub": "admin"}""", ("Authorization", wrong));
    }

    private async Task SendBodiesAsync(HttpClient client)
    {
        var caller = ("Authorization", $"Bearer {TestIssuer.BuiltIn.Token("admin")}");
        foreach (var path in new[] { "/api/users", "/api/teams", "/api/integrations", "/api/clients", "/api/v1/oauth/delegated-token" })
        {
            string[] bodies =
            [
                $$"""{"name": "{{Plant("name")}}", "email": "{{Plant("mail")}}@example.com", "type": "{{Plant("type")}}"}""",
                $$"""{"name": "{{Plant("open")}}""", $$"""{"{{Plant("property")}}": 1}""", $"[{Plant("no-json")}]",
                $$"""{"name": "{{Plant("nul")}}\u0000", "description": "{{Plant("description")}}", "sub": "{{Plant("subject")}}"}""",
                $$"""{"name": "{{Plant("long")}}{{new string('x', 300)}}", "email": "{{Plant("no-mail")}}"}""",
            ];
            foreach (var body in bodies)
                await SendAsync(client, "POST", path, body, caller);
        }
        foreach (var form in new[] { $"user={Plant("user")}&password={Plant("sign-in")}", $"{Plant("field")}=1", Plant("no-form") })
        {
            using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
            using var response = await client.PostAsync("/sign-in", content);
        }
    }

    private string Plant(string place)
    {
        var canary = $"canary-{place}-{Guid.NewGuid():N}";
        _planted.Add(canary);
        return canary;
    }

    private static async Task SendAsync(HttpClient client, string method, string path, params (string Name, string Value)[] headers)
    {
        using var response = await client.SendAsync(method, path, headers);
    }

    private static async Task SendAsync(
        HttpClient client, string method, string path, string body, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
    }
}
