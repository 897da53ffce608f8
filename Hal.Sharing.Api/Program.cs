using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Data;

return await SharingCommandLine.RunAsync(args, async configurationArguments =>
{
    var builder = HostingSetup.CreateBuilder(configurationArguments);
    await using var database = await builder.OpenDatabaseAsync();
    builder.Services.AddSharingData(database.ConnectionString);
    builder.Services.AddControllers();

    await using var app = builder.Build();
    app.UseProxySupport();
    app.MapHealth();
    app.MapControllers();
    return await app.ServeAsync(database);
});
