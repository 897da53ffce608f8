using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>Fills in the fields of a form.</summary>
public interface IFormFiller
{
    /// <param name="property">A field that can be filled in.</param>
    /// <param name="options">The options; empty if any text is allowed.</param>
    /// <returns>The values of the field, possibly none.</returns>
    IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options);
}

/// <summary>Leaves a form unchanged.</summary>
public sealed class UnchangedForm : IFormFiller
{
    public static UnchangedForm Form { get; } = new();

    public IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options) => property.Selected;
}

/// <summary>
/// A user who changes something and knows only what they read: they write new texts in required fields, choose options that the
/// document does not show yet, users before teams, and leave everything else unchanged, including yes or no.
/// </summary>
/// <param name="document">Has the form.</param>
public sealed class NewUser(JsonElement document) : IFormFiller
{
    public const string NewText = "Written in a form";

    private readonly string _shown = string.Concat(
        document.EnumerateObject().Where(member => member.Name != "_templates").Select(member => member.Value.GetRawText()));

    public IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options)
    {
        if (options.Count == 0)
            return property.IsRequired ? [NewText] : property.Selected;
        if (options.All(option => option.Value is "true" or "false"))
            return property.Selected;
        var news = options
            .Where(option => !property.Selected.Contains(option.Value)
                && !_shown.Contains($"\"{option.Prompt}\"", StringComparison.Ordinal))
            .OrderBy(option => option.Value.StartsWith("team:", StringComparison.Ordinal));
        return news.Take(property.IsMany ? 2 : 1)
            .Select(option => option.Value).ToList() is { Count: > 0 } chosen ? chosen : property.Selected;
    }
}

/// <summary>Sets one field to a value, and leaves the others to another filler.</summary>
public sealed class FixedValue(string name, string value, IFormFiller otherwise) : IFormFiller
{
    public IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options) =>
        property.Name == name ? [value] : otherwise.Fill(property, options);
}
