using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Hal.Sharing.Bench.Twins.Mvc;

/// <summary>A program with one MVC controller, set up as a new project is, with only warnings logged.</summary>
internal static class MvcTwinProgram
{
    public static async Task RunAsync<TController>(TwinSettings settings, Action<IServiceCollection> addServices)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(settings.Url);
        builder.Services.AddSingleton(settings.Tokens);
        builder.Services.AddSingleton(settings.Source);
        addServices(builder.Services);
        builder.Services.AddControllers().ConfigureApplicationPartManager(static parts =>
        {
            // Without the controllers of the server, which this project references.
            parts.ApplicationParts.Clear();
            parts.ApplicationParts.Add(new AssemblyPart(typeof(TController).Assembly));
            parts.FeatureProviders.Clear();
            parts.FeatureProviders.Add(new OnlyController(typeof(TController)));
        });
        await using var app = builder.Build();
        app.MapControllers();
        await app.RunAsync();
    }

    private sealed class OnlyController(Type type) : ControllerFeatureProvider
    {
        protected override bool IsController(TypeInfo typeInfo) => typeInfo == type;
    }
}
