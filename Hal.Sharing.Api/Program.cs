using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Browsers;
using Hal.Sharing.Api.Consent;
using Hal.Sharing.Api.CommandLine;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Api.OpenApi;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Api.Searches;
using Hal.Sharing.Api.SignIn;
using Hal.Sharing.Api.Teams;
using Hal.Sharing.Data;

return await SharingCommandLine.RunAsync(args, async configurationArguments =>
{
    var builder = HostingSetup.CreateBuilder(configurationArguments);
    builder.AddBrowsers();
    await using var database = await builder.OpenDatabaseAsync();
    builder.Services.AddProblems();
    builder.Services.AddHypermedia(hal => hal.Curies.Add(Relations.Prefix, Relations.Documentation));
    builder.Services.AddSharingData(database.ConnectionString);
    builder.Services.AddSharingAuth(builder.Configuration, database.DataFolder);
    builder.Services.AddSignIn(builder.Configuration, database.DataFolder);
    builder.Services.AddConsent(builder.Configuration);
    builder.Services.AddSearches(builder.Configuration);
    builder.Services.AddTeams(builder.Configuration);
    builder.Services.AddControllers(PreconditionFilter.AddTo).AddMvcOptions(QueryCheck.AddTo);
    builder.Services.AddConsole();

    await using var app = builder.Build();
    app.UseProxySupport();
    app.UseRequestFrame();
    app.UseInternalSubrequests();
    app.UseProblems();
    app.UseOpenApiPage();
    app.UseConsole();
    app.UseBrowsers();
    app.UseUnknownAddresses();
    app.UseSessionRefresh();
    app.UseSharingAuth();
    app.MapHealth();
    app.MapControllers();
    return await app.ServeAsync(database);
});
