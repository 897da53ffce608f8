using System.Collections.Immutable;

namespace Hal.Sharing.Tests.Linearizability;

/// <summary>A share of the sequential model.</summary>
/// <param name="Revision">From its entity tag; null if no response showed it yet.</param>
internal sealed record ShareState(int Level, string? Revision);

/// <summary>One integration of the sequential model. Only users own it and have shares.</summary>
/// <param name="Revision">From its entity tag; null if no response showed it yet.</param>
internal sealed record IntegrationState(
    string Owner, string Name, string? Revision, ImmutableSortedDictionary<string, ShareState> Shares)
{
    // Not stored: a copy of the record would keep the text of the original.
    private string Text => $"{Owner} {Name} {Revision} {SharesText(withRevisions: true)}";

    /// <summary>The level that a user has: 4 for the owner, 0 for no access.</summary>
    public int LevelOf(string user) =>
        user == Owner ? 4 : Shares.TryGetValue(user, out var share) ? Math.Min(share.Level, 3) : 0;

    public string SharesText(bool withRevisions = false) => string.Join(' ', Shares.Select(
        share => $"{share.Key}={share.Value.Level}{(withRevisions ? "/" + share.Value.Revision : "")}"));

    public bool Equals(IntegrationState? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What a writer asks for.</summary>
internal enum Verb
{
    ReadIntegration,
    ReadOwner,
    ReadShares,
    Rename,
    PutShare,
    CreateShare,
    DeleteShare,
    Transfer,
}

/// <summary>A request about the integration.</summary>
/// <param name="Sender">A user.</param>
/// <param name="Subject">The user of the share, the new owner or the new name.</param>
/// <param name="IfMatch">The revision of the precondition; null without.</param>
internal sealed record IntegrationRequest(string Sender, Verb Verb, string Subject = "", int Level = 0, string? IfMatch = null)
{
    public override string ToString() =>
        $"{Sender} {Verb} {Subject}{(Level > 0 ? $" at {Level}" : "")}{(IfMatch is null ? "" : $" if {IfMatch}")}";
}

/// <summary>The part of a response that the model explains.</summary>
/// <param name="Shown">The owner, the name, the level, or the shares; empty without a document.</param>
/// <param name="Revision">Of the document; null without.</param>
internal sealed record IntegrationResponse(int Status, string Shown = "", string? Revision = null);
