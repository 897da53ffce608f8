using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.Memory;

namespace Hal.Sharing.Api.Telemetry;

/// <summary>The settings of OpenTelemetry that this server checks at its start, and its defaults for others.</summary>
/// <param name="Collector">The configured endpoint without user and path, for the log.</param>
internal sealed record TelemetrySettings(string Collector)
{
    public const string ServiceName = "hal-sharing";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string SamplerArgument = "OTEL_TRACES_SAMPLER_ARG";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    private static readonly string[] Samplers =
    [
        "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio",
    ];

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        [Sampler] = "parentbased_traceidratio",
        [SamplerArgument] = "0.05",
        // A collector that does not answer must not delay the end of the process.
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "3000",
        // Every export would be two entries.
        ["Logging:LogLevel:System.Net.Http.HttpClient.OtlpTraceExporter"] = "None",
        ["Logging:LogLevel:System.Net.Http.HttpClient.OtlpMetricExporter"] = "None",
        ["Logging:LogLevel:System.Net.Http.HttpClient.OtlpLogExporter"] = "None",
    };

    // The events of spans are exceptions, whose messages can have values.
    private static readonly Dictionary<string, string?> Fixed = new() { ["OTEL_SPAN_EVENT_COUNT_LIMIT"] = "0" };

    public static string ServiceVersion =>
        typeof(TelemetrySettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Returns null if no endpoint is configured.</summary>
    /// <exception cref="StartupException">A setting cannot be read.</exception>
    public static TelemetrySettings? Read(IConfiguration configuration)
    {
        var isDisabled = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        if (isDisabled || configuration[Endpoint] is not { Length: > 0 } configured)
            return null;
        var endpoint = Address(Endpoint, configured);
        Check(configuration, Protocol, Protocols);
        Check(configuration, Sampler, Samplers);
        foreach (var signal in Signals)
        {
            Check(configuration, $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", Protocols);
            if (configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 } other)
                Address($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", other);
        }
        CheckRatio(configuration[SamplerArgument]);
        return new(endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
    }

    /// <summary>Adds defaults, which every other source replaces, and what no source replaces.</summary>
    public static void AddTo(ConfigurationManager configuration)
    {
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        configuration.AddInMemoryCollection(Fixed);
    }

    // The value is not shown: it can contain a password.
    private static Uri Address(string key, string configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StartupException($"{key} must be an absolute address with http or https, such as http://localhost:4317.");

    private static void Check(IConfiguration configuration, string key, string[] values)
    {
        if (configuration[key] is { Length: > 0 } configured && !values.Contains(configured))
            throw new StartupException($"{key} is '{configured}': it must be {string.Join(", ", values[..^1])} or {values[^1]}.");
    }

    private static void CheckRatio(string? configured)
    {
        var isRatio = string.IsNullOrEmpty(configured)
            || (double.TryParse(configured, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio <= 1);
        if (!isRatio)
            throw new StartupException($"{SamplerArgument} is '{configured}': it must be a number, 0 to 1.");
    }
}
