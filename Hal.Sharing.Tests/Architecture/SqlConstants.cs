using System.Reflection;
using System.Text.RegularExpressions;
using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>The statements of Data, as they stand in its code.</summary>
internal static partial class SqlConstants
{
    /// <summary>Named as <c>ShareQueries.ListSql</c>, in the order of the names.</summary>
    public static IEnumerable<(string Name, string Sql)> All() =>
        from type in typeof(Database).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field is { IsLiteral: true, Name: [.., 'S', 'q', 'l'] } && field.FieldType == typeof(string)
        orderby type.Name, field.Name
        select ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);

    /// <summary>Finds parameters; its first group is the name.</summary>
    [GeneratedRegex(@"(?<![\w@<])@(\w+)")]
    public static partial Regex Parameter();
}
