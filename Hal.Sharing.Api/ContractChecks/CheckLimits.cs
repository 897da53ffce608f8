namespace Hal.Sharing.Api.ContractChecks;

/// <summary>How much a check reads, and how fast.</summary>
/// <param name="Documents">The most documents that are read as one user.</param>
/// <param name="Samples">The most documents to which one relation of one kind of document is followed.</param>
/// <param name="Pages">The most pages of a list, by the relation <c>next</c>.</param>
/// <param name="Time">For the whole check.</param>
public sealed record CheckLimits(int Documents, int Samples, int Pages, TimeSpan Time, int Concurrency, int RequestsPerSecond)
{
    public static readonly CheckLimits Default = new(1000, 20, 3, TimeSpan.FromMinutes(5), 4, 100);
}
