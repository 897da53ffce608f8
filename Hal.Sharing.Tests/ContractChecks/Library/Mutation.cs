using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>A change of the library, as a switch, and what a check must say of it.</summary>
/// <param name="Name">What changes.</param>
/// <param name="Kind">The kind of documents that the library changes.</param>
/// <param name="Change">Makes the change in a document of this kind.</param>
/// <param name="Rule">The class of the difference.</param>
/// <param name="Subject">What the difference names.</param>
public sealed record Mutation(string Name, string Kind, Action<LibraryResponse> Change, Rule Rule, string Subject)
{
    /// <summary>The kind that the check names, if it is not the library's: those without a profile are named by relations.</summary>
    public string? Seen { get; init; }

    /// <summary>The users who notice it, all by default.</summary>
    public string[] Users { get; init; } = ["ann", "guest", "librarian"];

    /// <summary>What else follows: a document that only the dropped link led to cannot be reached.</summary>
    public Rule[] Also { get; init; } = [];

    /// <summary>Changes a response if it is of this kind.</summary>
    public void Apply(LibraryResponse response)
    {
        if (response.Kind == Kind)
            Change(response);
    }

    public override string ToString() => Name;

    /// <summary>Renames a member of an object, if it is there.</summary>
    internal static void Rename(JsonObject members, string name, string other)
    {
        if (members.Remove(name, out var value))
            members[other] = value;
    }
}
