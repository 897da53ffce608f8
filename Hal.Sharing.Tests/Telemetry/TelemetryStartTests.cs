using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>Settings that are wrong end the start, and without an endpoint nothing of OpenTelemetry runs.</summary>
public sealed class TelemetryStartTests(DataFolders folders, DemoDatabase database)
    : IClassFixture<DataFolders>, IClassFixture<DemoDatabase>
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318";

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be an absolute address")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=ftp://user:hidden@collector", "OTEL_EXPORTER_OTLP_ENDPOINT must be an absolute address")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=logs", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT must be an absolute address")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http': it must be grpc or http/protobuf.")]
    [InlineData("OTEL_TRACES_SAMPLER=sometimes", "OTEL_TRACES_SAMPLER is 'sometimes': it must be always_on")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG=5", "OTEL_TRACES_SAMPLER_ARG is '5': it must be a number, 0 to 1.")]
    public async Task WrongSetting_IsOneLine(string setting, string line)
    {
        var ended = await ServerProcess.RunCommandAsync(
            folders.New(), "env", Endpoint, setting, "dotnet", "exec", ServerProcess.Assembly, "--environment", "Development");

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().StartWith(line).And.NotContain("hidden");
    }

    [Theory]
    [InlineData(false, "OTEL_TRACES_SAMPLER=always_on")]
    [InlineData(false, Endpoint, "OTEL_SDK_DISABLED=true")]
    [InlineData(true, Endpoint)]
    public async Task Exporter_IsLoadedWithEndpointOnly(bool isLoaded, params string[] settings)
    {
        await using var server = await ObservedServer.StartAsync(folders, database, settings);

        var loaded = await File.ReadAllTextAsync($"/proc/{server.Id}/maps");

        loaded.Contains("OpenTelemetry.Exporter", StringComparison.Ordinal).Should().Be(isLoaded);
    }
}
