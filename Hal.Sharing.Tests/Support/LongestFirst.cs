using Hal.Sharing.Tests.Auth;
using Hal.Sharing.Tests.Auth.Forgeries;
using Hal.Sharing.Tests.BadInput;
using Hal.Sharing.Tests.Chromium;
using Hal.Sharing.Tests.DelegatedTokens;
using Hal.Sharing.Tests.Documentation;
using Hal.Sharing.Tests.Embedded;
using Hal.Sharing.Tests.Faults;
using Hal.Sharing.Tests.Forms;
using Hal.Sharing.Tests.Hosting;
using Hal.Sharing.Tests.Links;
using Hal.Sharing.Tests.PastStates;
using Hal.Sharing.Tests.Staleness;
using Hal.Sharing.Tests.Telemetry;
using Hal.Sharing.Tests.Validators;
using Hal.Sharing.Tests.Visibility;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Hal.Sharing.Tests.Support.LongestFirst", "Hal.Sharing.Tests")]

namespace Hal.Sharing.Tests.Support;

/// <summary>Starts the longest classes first, so that a run does not end with one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(FaultCollection),
        .. new[]
        {
            typeof(LifetimeTests), typeof(StaleWriteTests), typeof(EveryFormTests), typeof(AccessibilityTests), typeof(ForgeryTests),
            typeof(MassAssignmentTests), typeof(LimitTests), typeof(OperationsPageTests), typeof(SharingTests), typeof(PastedBlockTests),
            typeof(SecretsTests), typeof(DemoTests), typeof(CommandTests), typeof(ComboboxTests), typeof(NotOfferedTests),
            typeof(NavigationTests), typeof(FormConstraintTests), typeof(SchemaFuzzTests), typeof(FuzzTests), typeof(HiddenTests),
            typeof(LiveTests), typeof(EveryChangeTests), typeof(CookieMatrixTests), typeof(IntegrationPagesTests),
            typeof(LinksAndPermissionsTests), typeof(FirstStepsTests), typeof(PastStateOracleTests), typeof(CollectorTests),
            typeof(AccessPagesTests), typeof(TroubleTests), typeof(DecisionTests), typeof(PrincipalPagesTests), typeof(ManyCallersTests),
            typeof(TelemetryStartTests),
        }.Select(type => type.FullName!),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    // Without a collection definition, a collection has the name of its only class. The shared collection of forms is long, too.
    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(Longest, name => collection.DisplayName.Contains(name, StringComparison.Ordinal));
        return rank >= 0 ? rank : collection.CollectionDefinition is null ? Longest.Length + 1 : Longest.Length;
    }
}
