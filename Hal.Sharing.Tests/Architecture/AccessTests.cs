using System.Reflection;
using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Keeps the rules of Access free of SQL, time, files and tasks.</summary>
public sealed class AccessTests
{
    private const string Access = "Hal.Sharing.Data.Access";
    private static readonly Assembly Data = typeof(Database).Assembly;

    [Fact]
    public void Access_IsPure()
    {
        string[] forbidden =
        [
            "Npgsql", "Dapper", "System.Threading.Tasks", "System.TimeProvider", "System.DateTime", "System.IO",
            "System.Random", "Microsoft.",
        ];
        var uses =
            from type in Dependencies.TypesOf(Data)
            where type.Namespace == Access
            from used in Dependencies.Of(type)
            where forbidden.Any(name => used.FullName?.StartsWith(name, StringComparison.Ordinal) is true)
                || (used.Assembly == Data && used.Namespace != Access
                    && !used.Name.Contains('<'))
            select $"{type} uses {used}";

        uses.Should().BeEmpty();
    }
}
