using System.Collections.Immutable;
using Call = Hal.Sharing.Tests.Linearizability.Operation<
    Hal.Sharing.Tests.Linearizability.IntegrationRequest, Hal.Sharing.Tests.Linearizability.IntegrationResponse>;

namespace Hal.Sharing.Tests.Linearizability;

/// <summary>The checker itself, with histories that are known to be explicable or not.</summary>
public sealed class LinearizationTests
{
    private const long Never = Call.Never;

    private static readonly IntegrationState Initial = new("ann", "A", "r0", ImmutableSortedDictionary<string, ShareState>.Empty
        .Add("ben", new(3, "s0")).Add("cid", new(2, "c0")));

    [Fact]
    public void SequentialHistory_IsLinearizable() => IsLinearizable(
        Of("ann", 1, 2, Verb.PutShare, "dee", 1, response: new(200, "1", "s1")),
        Of("dee", 3, 4, Verb.ReadOwner, response: new(200, "ann")),
        Of("ann", 5, 6, Verb.DeleteShare, "dee", response: new(204)),
        Of("dee", 7, 8, Verb.ReadOwner, response: new(404))).Should().BeTrue();

    [Fact]
    public void ReadDuringWrite_SeesEitherState()
    {
        IsLinearizable(Rename("B", 1, 10), Read("A", "r0", 2, 3), Read("B", "r1", 4, 5)).Should().BeTrue();
        IsLinearizable(Rename("B", 1, 10), Read("B", "r1", 2, 3), Read("A", "r0", 4, 5)).Should().BeFalse("the later read is older");
    }

    [Fact]
    public void StaleRead_IsFound() => IsLinearizable(Rename("B", 1, 2), Read("A", "r0", 3, 4)).Should().BeFalse();

    [Fact]
    public void LostUpdate_IsFound() => IsLinearizable(
        Of("ann", 1, 10, Verb.PutShare, "ben", 1, "s0", new(200, "1", "s1")),
        Of("ann", 2, 9, Verb.PutShare, "ben", 2, "s0", new(200, "2", "s2"))).Should().BeFalse("both were based on the same revision");

    [Fact]
    public void UseAfterRevocation_IsFound()
    {
        var revoked = Of("ann", 1, 2, Verb.DeleteShare, "ben", response: new(204));
        IsLinearizable(revoked, Of("ben", 3, 4, Verb.PutShare, "dee", 1, response: new(200, "1", "s1"))).Should().BeFalse();
        IsLinearizable(revoked with { Returned = 5 }, Of("ben", 3, 4, Verb.PutShare, "dee", 1, response: new(200, "1", "s1")))
            .Should().BeTrue("the use can come first");
    }

    [Fact]
    public void RevisionOfTwoStates_IsFound() => IsLinearizable(
        Rename("B", 1, 2), Rename("C", 3, 4, revision: "r1"), Read("C", "r1", 5, 6)).Should().BeFalse();

    [Fact]
    public void UnknownOutcome_TakesEffectOnce_OrNever()
    {
        var unknown = new Call(0, new("ann", Verb.Rename, "B"), 1, Never, null);
        IsLinearizable(unknown, Read("A", "r0", 2, 3)).Should().BeTrue();
        IsLinearizable(unknown, Read("A", "r0", 2, 3), Read("B", "r1", 4, 5)).Should().BeTrue();
        IsLinearizable(unknown, Read("B", "r1", 2, 3), Read("A", "r0", 4, 5)).Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EveryTamperedResponse_IsFound(int tampered)
    {
        Call[] history =
        [
            Of("ben", 1, 2, Verb.PutShare, "dee", 2, response: new(200, "2", "s1")),
            Of("cid", 3, 4, Verb.ReadShares, response: new(200, "ben=3 cid=2 dee=2")),
            Rename("B", 5, 6),
            Of("ben", 7, 8, Verb.Transfer, "ben", response: new(200, "ben B", "r2")),
            Of("ann", 9, 10, Verb.ReadOwner, response: new(404)),
        ];
        IsLinearizable(history).Should().BeTrue();

        history[tampered] = history[tampered] with { Observed = new(200, "tampered", "r9") };

        IsLinearizable(history).Should().BeFalse();
    }

    private static bool IsLinearizable(params Call[] history)
    {
        var search = new Linearization<IntegrationState, IntegrationRequest, IntegrationResponse>(history, IntegrationRules.Apply);
        return search.Find(Initial) is not null;
    }

    private static Call Of(
        string sender, long invoked, long returned, Verb verb, string subject = "", int level = 0, string? ifMatch = null,
        IntegrationResponse? response = null) =>
        new(0, new(sender, verb, subject, level, ifMatch), invoked, returned, response);

    private static Call Rename(string name, long invoked, long returned, string revision = "r1") =>
        Of("ann", invoked, returned, Verb.Rename, name, response: new(200, $"ann {name}", revision));

    private static Call Read(string name, string revision, long invoked, long returned) =>
        Of("cid", invoked, returned, Verb.ReadIntegration, response: new(200, $"ann {name}", revision));
}
