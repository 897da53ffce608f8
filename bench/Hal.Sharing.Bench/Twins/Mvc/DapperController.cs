using System.Buffers;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Hal.Sharing.Bench.Twins.Mvc;

/// <summary>The share list with MVC and Dapper, from the floor's statement.</summary>
[Route("api/integrations/{id}/shares")]
public sealed class DapperController : ControllerBase
{
    private sealed record Line(
        bool? IsSuperuser, string Id, string OwnerId, short? Role, int? Level,
        string? PrincipalId, int? AccessLevel, DateTime? CreatedAt, DateTime? UpdatedAt, string? Name, string? GrantedBy);

    [HttpGet]
    public async Task<IActionResult> List(
        string id, [FromServices] NpgsqlDataSource source, [FromServices] IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<CallerTokens>().ReadAsync(Request) is not { } caller)
            return Unauthorized();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var lines = (await connection.QueryAsync<Line>(TwinStatements.ShareList, new { caller, name = id })).AsList();
        if (lines is not [var first, ..])
            return NotFound();
        var isOwner = first.IsSuperuser is true || first.OwnerId == $"user:{caller}";
        var access = new TwinAccess(isOwner, first.Role ?? 0, first.Level ?? 0);
        if (!access.CanRead)
            return NotFound();
        var shares = lines.Where(line => line.PrincipalId is not null).Select(line => new TwinShare(
            line.PrincipalId!, line.AccessLevel!.Value, line.CreatedAt!.Value, line.UpdatedAt!.Value, line.Name!, line.GrantedBy)).ToList();
        var document = new ArrayBufferWriter<byte>(4096);
        ShareDocuments.WriteList(document, first.Id, access, shares);
        await TwinResponse.SendAsync(HttpContext, document, TwinResponse.Hal);
        return new EmptyResult();
    }
}
