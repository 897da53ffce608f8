using System.Buffers;
using System.Text.Json;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Assembles the report on a request about many shares.</summary>
internal static class BulkShareAssembler
{
    /// <param name="done">The result.</param>
    /// <param name="pathBase">Precedes the types of problems.</param>
    public static Resource ToResource(BulkShareResult.Done done, string pathBase) =>
        Resource.Create(Hrefs.BulkShares(done.IntegrationId), (done.Outcomes, pathBase), static (json, shown) =>
            {
                json.WritePropertyName("items"u8);
                Write(json, shown.Outcomes, shown.pathBase, isDone: true);
            })
            .Profile(Hrefs.Schema("bulk-shares"))
            .LinkWhen(done.CanRead, Relations.Integration, Hrefs.Integration(done.IntegrationId))
            .LinkWhen(done.CanRead, Relations.IntegrationShares, Hrefs.Shares(done.IntegrationId));

    /// <summary>Returns 422 with the same items: nothing was changed, and <c>would</c> says what would have been.</summary>
    /// <inheritdoc cref="ToResource" path="/param[@name='pathBase']"/>
    public static ProblemResult ToProblem(BulkShareResult.Refused refused, string pathBase)
    {
        var count = refused.Outcomes.Count(outcome => outcome.Effect is BulkShareEffect.Refused);
        var are = count == 1 ? "is" : "are";
        var items = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(items))
            Write(json, refused.Outcomes, pathBase, isDone: false);
        return ProblemResult.Unprocessable(
                ProblemType.Unprocessable,
                $"{count} of {refused.Outcomes.Count} items {are} refused, and nothing was changed; 'items' says why. "
                + $"Leave them out, or send mode '{BulkShareRequest.Each}' to make the other changes.")
            .With("items", JsonElement.Parse(items.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<BulkShareOutcome> outcomes, string pathBase, bool isDone)
    {
        json.WriteStartArray();
        foreach (var (item, effect, refusal) in outcomes)
        {
            json.WriteStartObject();
            json.WriteString("principalId"u8, item.PrincipalId);
            json.WriteString("result"u8, NameOf(isDone || refusal is not null ? effect : BulkShareEffect.Unchanged));
            if (!isDone && refusal is null)
                json.WriteString("would"u8, NameOf(effect));
            if (refusal is not null)
            {
                json.WritePropertyName("problem"u8);
                ProblemDocument.WritePart(json, ShareProblems.Of(refusal, "", item.PrincipalId, Precondition.None), pathBase);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string NameOf(BulkShareEffect effect) => effect switch
    {
        BulkShareEffect.Created => "created",
        BulkShareEffect.Updated => "updated",
        BulkShareEffect.Unchanged => "unchanged",
        BulkShareEffect.Revoked => "revoked",
        BulkShareEffect.Refused => "refused",
    };
}
