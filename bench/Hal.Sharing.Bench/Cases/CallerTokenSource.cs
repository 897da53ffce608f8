using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Bench.Cases;

/// <summary>Signs one token for each user that a workload needs, with the key that all programs have.</summary>
internal sealed class CallerTokenSource(string keyFile)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly TokenIssuer _issuer =
        new(new BuiltInKeys(Options.Create(new AuthOptions { SigningKeyFile = keyFile }), new DataFolderPath(null)), TimeProvider.System);

    private readonly Dictionary<string, string> _tokens = [];

    public async Task<string> OfAsync(string user) =>
        _tokens.TryGetValue(user, out var token) ? token : _tokens[user] = await _issuer.IssueAsync(user, Lifetime);
}
