namespace Hal.Sharing.Api.CommandLine;

/// <summary>
/// Separates what a verb understands (--user admin) from configuration (--urls http://…, --Auth:Authority=…), so that
/// both may stand in any order. An argument is configuration when its name has a colon or is one of the host's own.
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

    /// <summary>Throws <see cref="StartupException"/> for configuration without a value and for names nobody knows.</summary>
    public static (string[] Configuration, string[] Verb) Split(IReadOnlyList<string> arguments, IReadOnlySet<string> verbOptions)
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
            else if (verbOptions.Contains(name))
            {
                rest.Add(argument);
                if (name.Length == argument.Length && i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                    rest.Add(arguments[++i]);
            }
            // An in-process test host also names bare sections, as --Section= with nothing behind it.
            else if (!name.Contains(':', StringComparison.Ordinal) && !HostKeys.Contains(name[2..]) && argument != name + "=")
            {
                throw new StartupException($"Unknown option {name}: see --help; settings are given as --Section:Name=value.");
            }
            else if (name.Length < argument.Length)
            {
                configuration.Add(argument);
            }
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
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
}
