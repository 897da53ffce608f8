using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Tests.Support;

/// <summary>Runs a test's own controllers on a real Kestrel, to show that a folder works in any application.</summary>
public sealed class SmallApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SmallApp(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>Returns a service of the application.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="controllers">The application's controllers.</param>
    /// <param name="services">Adds what is tried.</param>
    /// <param name="pipeline">Comes before the controllers.</param>
    public static async Task<SmallApp> StartAsync(
        Type[] controllers,
        Action<IServiceCollection> services,
        Action<WebApplication> pipeline)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
        {
            parts.ApplicationParts.Clear();
            parts.ApplicationParts.Add(new Controllers(controllers));
        });
        services(builder.Services);

        var app = builder.Build();
        pipeline(app);
        app.MapControllers();
        await app.StartAsync();
        return new SmallApp(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Controllers(Type[] types) : ApplicationPart, IApplicationPartTypeProvider
    {
        public override string Name => "test";

        public IEnumerable<TypeInfo> Types => types.Select(type => type.GetTypeInfo());
    }
}
