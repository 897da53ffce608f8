using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Browsers;
using Hal.Sharing.Api.Consent;
using Hal.Sharing.Api.CommandLine;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Api.Limits;
using Hal.Sharing.Api.OpenApi;
using Hal.Sharing.Api.Preconditions;
using Hal.Sharing.Api.SignIn;
using Hal.Sharing.Api.Teams;
using Hal.Sharing.Api.Telemetry;
using Hal.Sharing.Data;

return await SharingCommandLine.RunAsync(args, async configurationArguments =>
{
    var builder = HostingSetup.CreateBuilder(configurationArguments);
    builder.AddBrowsers();
    builder.AddTelemetry();
    // Before the database is opened: a setting that cannot be read ends the start at once.
    builder.Services.AddLimits(builder.Configuration);
    await using var database = await builder.OpenDatabaseAsync();
    builder.Services.AddProblems();
    builder.Services.AddHypermedia(hal => hal.Curies.Add(Relations.Prefix, Relations.Documentation));
    builder.Services.AddSharingData(database.ConnectionString);
    builder.Services.AddSharingAuth(builder.Configuration, database.DataFolder);
    builder.Services.AddSignIn(builder.Configuration, database.DataFolder);
    builder.Services.AddConsent(builder.Configuration);
    builder.Services.AddTeams(builder.Configuration);
    builder.Services.AddControllers(PreconditionFilter.AddTo).AddMvcOptions(QueryCheck.AddTo);
    builder.Services.AddConsole();

    await using var app = builder.Build();
    // First: all others see the client's scheme, host and address, and paths without the path base.
    app.UseProxySupport();
    // Before all that can respond: every request is logged, and every response has its header.
    app.UseRequestFrame();
    // Before all that costs time.
    app.UseMiddleware<LoadShedding>();
    app.UseDecisionCount();
    // Before routing: an embedded document is routed by its own address.
    app.UseInternalSubrequests();
    app.UseRouting();
    app.UseDeprecation();
    // Before all that can fail. After routing: the endpoint decides between a document and a page.
    app.UseProblems();
    app.UseRequestFraming();
    // Before the console: it would serve the files of this page with its own headers.
    app.UseOpenApiPage();
    app.UseConsole();
    app.UseBrowsers();
    // Before authentication: outside the API, an unknown address gets 404, not 401.
    app.UseUnknownAddresses();
    // Before authentication, which reads the refreshed token.
    app.UseSessionRefresh();
    app.UseSharingAuth();
    app.MapHealth();
    app.MapControllers();
    return await app.ServeAsync(database);
});
