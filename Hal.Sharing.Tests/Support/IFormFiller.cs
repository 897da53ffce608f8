using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>The person before a form.</summary>
public interface IFormFiller
{
    /// <param name="property">A field that can be filled in.</param>
    /// <param name="options">What can be chosen; empty where anything can be said.</param>
    /// <returns>What the field is to say, one value or several; empty: nothing.</returns>
    IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options);
}

/// <summary>Sends a form as it came.</summary>
public sealed class UnchangedForm : IFormFiller
{
    public static UnchangedForm Form { get; } = new();

    public IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options) => property.Selected;
}

/// <summary>
/// Somebody who wants to change something and knows no more than what he reads: he writes new texts where something must be said,
/// chooses what the document does not show yet, rather a user than a team, and leaves everything else as it is, a yes or no too.
/// </summary>
/// <param name="document">Has the form.</param>
public sealed class NewUser(JsonElement document) : IFormFiller
{
    public const string NewText = "Said in a form";

    private readonly string _shown = string.Concat(document.EnumerateObject().Where(member => member.Name != "_templates").Select(member => member.Value.GetRawText()));

    public IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options)
    {
        if (options.Count == 0)
            return property.IsRequired ? [NewText] : property.Selected;
        if (options.All(option => option.Value is "true" or "false"))
            return property.Selected;
        var news = options
            .Where(option => !property.Selected.Contains(option.Value) && !_shown.Contains($"\"{option.Prompt}\"", StringComparison.Ordinal))
            .OrderBy(option => option.Value.StartsWith("team:", StringComparison.Ordinal));
        return news.Take(property.IsMany ? 2 : 1).Select(option => option.Value).ToList() is { Count: > 0 } chosen ? chosen : property.Selected;
    }
}

/// <summary>Says one thing in one field; what else he says is another's choice.</summary>
public sealed class FixedValue(string name, string value, IFormFiller otherwise) : IFormFiller
{
    public IReadOnlyList<string> Fill(FormProperty property, IReadOnlyList<FormOption> options) =>
        property.Name == name ? [value] : otherwise.Fill(property, options);
}
