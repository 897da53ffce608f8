using System.Globalization;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.DataSets;

/// <summary>A database with ten to a power of shares, and what seed.sql has put into it.</summary>
/// <param name="Power">The power of ten.</param>
internal sealed record DataSet(int Power, string Database, Cluster Cluster)
{
    /// <summary>The last integrations are for writes, so that reads are not disturbed by earlier ones.</summary>
    private const int Writes = 200;

    public const string Recipient = "user:3";
    public const string NewOwner = "4";
    public const string OtherNewOwner = "5";
    public const string Transferrer = "2";
    public const string SkewedOwner = "1";

    public int Integrations { get; } = (int)Math.Pow(10, Power - 1);

    public int Teams => Math.Max(200, Integrations / 20);

    public int BigSize => Math.Min(100_000, Integrations);

    public int SmallSize => Math.Min(1000, Integrations / 10);

    /// <summary>The user in 200 teams.</summary>
    public string Joiner => Text(2 * Integrations);

    public string ConnectionString => Cluster.ConnectionString(Database);

    public string Name => $"10^{Power}";

    /// <summary>Integrations that are read repeatedly, from all parts of the tables.</summary>
    public IEnumerable<int> Warm => from k in Enumerable.Range(0, 200) select 1 + (k * ((Integrations - Writes) / 200));

    /// <summary>All others that are not for writes, in an order without a pattern.</summary>
    public IEnumerable<int> Cold
    {
        get
        {
            var warm = Warm.ToHashSet();
            return from k in Enumerable.Range(0, Integrations - Writes)
                   let integration = 1 + (int)(k * 7919L % (Integrations - Writes))
                   where !warm.Contains(integration)
                   select integration;
        }
    }

    public IEnumerable<int> Shared => Enumerable.Range(Integrations - Writes + 1, Writes / 2);

    public IEnumerable<int> Transferred => Enumerable.Range(Integrations - (Writes / 2) + 1, Writes / 2);

    /// <summary>Returns the owner of an integration, or the admin of the owning team.</summary>
    public string CallerOf(int integration) => Text(1 + (int)(integration * 13L % Teams));

    /// <summary>Returns a user who has a share of the integration: the first that seed.sql makes.</summary>
    public string PrincipalOf(int integration) => Text(1 + (int)(((integration * 7919L) + 31337) % (2 * Integrations)));

    public static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
