using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>The server as a process with the demo data, which sends everything to a receiver: every trace is recorded.</summary>
public sealed class ObservedServer : IAsyncLifetime
{
    private readonly DemoDatabase _database = new();
    private readonly DataFolders _folders = new();
    private ServerProcess? _process;
    private OtlpReceiver? _receiver;

    public string ConnectionString => _database.ConnectionString;

    public Uri Address => _process!.Address;

    internal OtlpReceiver Receiver => _receiver!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await _folders.InitializeAsync();
        _receiver = await OtlpReceiver.StartAsync();
        _process = await StartAsync(_folders, _database, [.. _receiver.Settings, "OTEL_TRACES_SAMPLER=always_on"]);
    }

    /// <summary>Starts a server on a database with the key of the tests and these variables.</summary>
    internal static Task<ServerProcess> StartAsync(DataFolders folders, DemoDatabase database, string[] environment) =>
        ServerProcess.StartReadyAsync(
            ["env", .. environment, "dotnet", "exec", ServerProcess.Assembly, "--environment", "Development"], folders.New(),
            $"--ConnectionStrings:Sharing={database.ConnectionString}", $"--Auth:SigningKey={TestIssuer.BuiltInPem}",
            "--Logging:LogLevel:Hal.Sharing.Requests=Debug");

    public HttpClient As(string userId) => Client().WithBearer(TestIssuer.BuiltIn.Token(userId));

    public HttpClient Client()
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        return new(new ApiCheck { InnerHandler = handler }) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        await _receiver!.DisposeAsync();
        await _database.DisposeAsync();
        await _folders.DisposeAsync();
    }
}
