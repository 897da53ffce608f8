using Hal.Sharing.Data.AccessLists;
using Hal.Sharing.Data.Clients;
using Hal.Sharing.Data.DelegatedTokens;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Data.Freshness;
using Hal.Sharing.Data.History;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Memberships;
using Hal.Sharing.Data.Ownership;
using Hal.Sharing.Data.Principals;
using Hal.Sharing.Data.Shares;
using Hal.Sharing.Data.TeamAuthorizations;
using Hal.Sharing.Data.Teams;
using Hal.Sharing.Data.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hal.Sharing.Data;

/// <summary>Registers everything in Data. Queries and commands require <see cref="Database"/>, and nothing below it.</summary>
public static class DataSetup
{
    public static IServiceCollection AddSharingData(this IServiceCollection services, string connectionString) =>
        services.AddSharingData(_ => connectionString);

    /// <summary>The same for a connection string that is known only at first use (of the embedded server).</summary>
    public static IServiceCollection AddSharingData(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TimeLimits.Default);
        services.TryAddSingleton(RenameLimit.Default);
        services.TryAddSingleton(TeamLimits.Default);
        services.AddSingleton(provider => new Primary(
            ConnectionSettings.Complete(
                connectionString(provider), provider.GetRequiredService<TimeLimits>(), provider.GetRequiredService<WriteLimits>()),
            provider.GetRequiredService<TimeLimits>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(StandbyOptions.None);
        services.AddSingleton<Standbys>();
        services.TryAddSingleton(WriteLimits.Default);
        services.TryAddSingleton(WorkLimits.None);
        services.AddSingleton<WorkSlots>();
        services.AddSingleton<WriteQueues>();
        services.AddSingleton<Database>();
        services.AddSingleton<DatabaseStatus>();
        services.TryAddSingleton(SharingOptions.Default);
        services.AddSingleton<SharedStatements>();
        services.AddSingleton<DirectoryChanges>();
        return services.AddQueriesAndCommands();
    }

    private static IServiceCollection AddQueriesAndCommands(this IServiceCollection services) => services
        .AddSingleton<AccessListQueries>()
        .AddSingleton<PastAccessQueries>()
        .AddSingleton<AccountQueries>()
        .AddSingleton<ClientQueries>()
        .AddSingleton<ClientCommands>()
        .AddSingleton<ClientSecretQueries>()
        .AddSingleton<DelegatedTokenCommands>()
        .AddSingleton<FeedSealing>()
        .AddSingleton<FeedQueries>()
        .AddSingleton<FeedWake>()
        .AddSingleton<FeedHub>()
        .AddSingleton<ChangeIds>()
        .AddSingleton<HistoryQueries>()
        .AddSingleton<OwnHistoryQueries>()
        .AddSingleton<IntegrationQueries>()
        .AddSingleton<IntegrationCommands>()
        .AddSingleton<OwnershipQueries>()
        .AddSingleton<PastOwnerQueries>()
        .AddSingleton<OwnershipCommands>()
        .AddSingleton<TransferPreviewQueries>()
        .AddSingleton<PrincipalQueries>()
        .AddSingleton<ShareQueries>()
        .AddSingleton<PastShareQueries>()
        .AddSingleton<ShareCommands>()
        .AddSingleton<BulkShareCommands>()
        .AddSingleton<SharePreviewQueries>()
        .AddSingleton<SignInUserQueries>()
        .AddSingleton<SuperuserCommands>()
        .AddSingleton<TeamAuthorizationQueries>()
        .AddSingleton<TeamAuthorizationCommands>()
        .AddSingleton<ConsentQueries>()
        .AddSingleton<ConsentCommands>()
        .AddSingleton<TeamQueries>()
        .AddSingleton<TeamCommands>()
        .AddSingleton<TeamPreviewQueries>()
        .AddSingleton<MembershipQueries>()
        .AddSingleton<MembershipCommands>()
        .AddSingleton<MembershipPreviewQueries>()
        .AddSingleton<UserQueries>()
        .AddSingleton<UserCreation>()
        .AddSingleton<UserUpdate>()
        .AddSingleton<UserDeletion>()
        .AddSingleton<UserProvisioning>();
}
