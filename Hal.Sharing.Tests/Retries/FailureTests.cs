using System.Net.Sockets;
using Hal.Sharing.Data.Connections;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

public sealed class FailureTests
{
    [Theory]
    [InlineData("53300", FailureKind.CouldNotOpen)]
    [InlineData("57P03", FailureKind.CouldNotOpen)]
    [InlineData("57P01", FailureKind.CouldNotOpen)]
    [InlineData("53200", FailureKind.ServerBroken)]
    [InlineData("28P01", FailureKind.Other)]
    [InlineData("3D000", FailureKind.Other)]
    public void RefusalWhileOpening_IsRetried_OnlyIfTemporary(string sqlState, FailureKind kind) =>
        Failure.Classify(Fatal(sqlState), Phase.Opening).Should().Be(kind);

    [Theory]
    [InlineData("40001", FailureKind.Conflict)]
    [InlineData("40P01", FailureKind.Conflict)]
    [InlineData("55P03", FailureKind.Conflict)]
    [InlineData("25006", FailureKind.NotPrimary)]
    [InlineData("53100", FailureKind.ServerBroken)]
    [InlineData("53200", FailureKind.ServerBroken)]
    [InlineData("58030", FailureKind.ServerBroken)]
    [InlineData("58P01", FailureKind.ServerBroken)]
    [InlineData("XX000", FailureKind.ServerBroken)]
    [InlineData("23505", FailureKind.Constraint)]
    [InlineData("23P01", FailureKind.Constraint)]
    [InlineData("57014", FailureKind.TooSlow)]
    [InlineData("0A000", FailureKind.Other)]
    [InlineData("42P01", FailureKind.Other)]
    public void ErrorOfServer_IsDefinite_EvenInResponseToCommit(string sqlState, FailureKind kind)
    {
        Failure.Classify(Error(sqlState), Phase.Working).Should().Be(kind);
        Failure.Classify(Error(sqlState), Phase.Committing).Should().Be(kind);
    }

    [Theory]
    [InlineData("57P01")]
    [InlineData("57P02")]
    [InlineData("25P03")]
    public void FatalWhileWorking_IsALostConnection_AtCommitAnUnknownOutcome(string sqlState)
    {
        Failure.Classify(Fatal(sqlState), Phase.Working).Should().Be(FailureKind.ConnectionLost);
        Failure.Classify(Fatal(sqlState), Phase.Committing).Should().Be(FailureKind.OutcomeUnknown);
    }

    [Theory]
    [InlineData(Phase.Opening, FailureKind.CouldNotOpen)]
    [InlineData(Phase.Working, FailureKind.ConnectionLost)]
    [InlineData(Phase.Committing, FailureKind.OutcomeUnknown)]
    public void BrokenSocket_IsClassifiedByPhase(Phase phase, FailureKind kind)
    {
        Failure.Classify(new NpgsqlException("", new IOException()), phase).Should().Be(kind);
        Failure.Classify(new NpgsqlException("", new SocketException()), phase).Should().Be(kind);
    }

    [Theory]
    [InlineData(Phase.Opening, FailureKind.CouldNotOpen)]
    [InlineData(Phase.Working, FailureKind.TooSlow)]
    [InlineData(Phase.Committing, FailureKind.OutcomeUnknown)]
    public void Timeout_IsClassifiedByPhase(Phase phase, FailureKind kind) =>
        Failure.Classify(new NpgsqlException("", new TimeoutException()), phase).Should().Be(kind);

    [Fact]
    public void CommitThatIsNoLongerWaitedFor_IsAnUnknownOutcome() =>
        Failure.Classify(new TaskCanceledException(), Phase.Committing).Should().Be(FailureKind.OutcomeUnknown);

    [Fact]
    public void SeveralReasons_AreRetried_IfOneFailureIsTemporary()
    {
        Failure.Classify(Unsuitable(Fatal("28P01"), new NpgsqlException("", new SocketException())), Phase.Opening)
            .Should().Be(FailureKind.CouldNotOpen);
        Failure.Classify(Unsuitable(Fatal("28P01"), Fatal("3D000")), Phase.Opening).Should().Be(FailureKind.Other);
    }

    [Fact]
    public void DeadlineThatEndsTheWaitForAConnection_IsTooSlow() =>
        Failure.Classify(Unsuitable(new OperationCanceledException()), Phase.Opening).Should().Be(FailureKind.TooSlow);

    [Theory]
    [InlineData("26000")]
    [InlineData("42P05")]
    public void PreparedStatementThatAPoolerLost_IsNoInternalError(string sqlState) =>
        Failure.Classify(Error(sqlState), Phase.Working).Should().Be(FailureKind.StatementLost);

    [Fact]
    public void OtherExceptions_AreNotDatabaseFailures() =>
        Failure.Classify(new InvalidOperationException(), Phase.Working).Should().Be(FailureKind.Other);

    private static NpgsqlException Unsuitable(params Exception[] reasons) => new("", new AggregateException(reasons));

    private static PostgresException Error(string sqlState) => new("", "FEHLER", "ERROR", sqlState);

    private static PostgresException Fatal(string sqlState) => new("", "FATAL", "FATAL", sqlState);
}
