using Hal.Sharing.Api.Hosting;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>
/// Separates the options of a command (--user admin) from configuration (--urls http://…, --Auth:Authority=…), so that they can be in any
/// order. An argument is configuration if its name has a colon or is a key of the host.
/// </summary>
internal static class ConfigurationArguments
{
    private static readonly HashSet<string> HostKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts", "applicationName", "captureStartupErrors", "contentRoot", "detailedErrors", "environment",
        "forwardedHeaders_enabled", "hostingStartupAssemblies", "http_ports", "https_ports", "https_port", "PathBase",
        "preferHostingUrls", "preventHostingStartup", "startupAssembly",
        "suppressStatusMessages", "urls", "webRoot",
    };

    /// <summary>Throws <see cref="StartupException"/> for configuration without a value and for unknown names.</summary>
    public static (string[] Configuration, string[] Command) Split(
        IReadOnlyList<string> arguments, IReadOnlySet<string> commandOptions)
    {
        var configuration = new List<string>();
        var rest = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var name = argument.Split('=', 2)[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || name.Length == 2)
            {
                rest.Add(argument);
            }
            else if (argument == Demo.Option)
            {
                configuration.Add(Demo.Setting);
            }
            else if (commandOptions.Contains(name))
            {
                rest.Add(argument);
                if (name.Length == argument.Length && HasValue(arguments, i))
                    rest.Add(arguments[++i]);
            }
            // An in-process test host also passes sections without a value, as --Section=.
            else if (!name.Contains(':', StringComparison.Ordinal) && !HostKeys.Contains(name[2..]) && argument != name + "=")
            {
                throw new StartupException($"Unknown option {name}: see --help; settings are given as --Section:Name=value.");
            }
            else if (name.Length < argument.Length)
            {
                configuration.Add(argument);
            }
            else if (HasValue(arguments, i))
            {
                configuration.AddRange([argument, arguments[++i]]);
            }
            else
            {
                throw new StartupException($"Option {name} needs a value: {name} VALUE.");
            }
        }
        return ([.. configuration], [.. rest]);
    }

    private static bool HasValue(IReadOnlyList<string> arguments, int i) =>
        i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
}
