using System.Buffers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Hal.Sharing.Bench.Twins.Ef;

/// <summary>The share list with MVC and EF Core: a projection without tracking.</summary>
[Route("api/integrations/{id}/shares")]
public sealed class EfController : ControllerBase
{
    private const int TeamAdmin = 6;

    [HttpGet]
    public async Task<IActionResult> List(string id, [FromServices] IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<CallerTokens>().ReadAsync(Request) is not { } caller)
            return Unauthorized();
        var db = services.GetRequiredService<SharingContext>();
        var self = $"user:{caller}";
        var roles = db.Memberships.Where(membership => membership.UserId == caller);
        var found = await db.Integrations.AsNoTracking()
            .Where(integration => integration.Id == id || integration.Slug == id)
            .Select(integration => new
            {
                integration.Id,
                IsOwner = integration.OwnerId == self || db.Users.Any(user => user.Id == caller && user.IsSuperuser),
                Role = (int?)roles.Where(role => "team:" + role.TeamId == integration.OwnerId).Select(role => role.Role).FirstOrDefault(),
                OwnLevel = integration.Shares.Where(share => share.PrincipalId == self).Max(share => (int?)share.AccessLevel),
                TeamLevel = integration.Shares
                    .Where(share => roles.Any(role => role.Role < TeamAdmin && "team:" + role.TeamId == share.PrincipalId))
                    .Max(share => (int?)share.AccessLevel),
                AdminLevel = integration.Shares
                    .Where(share => roles.Any(role => role.Role == TeamAdmin && "team:" + role.TeamId == share.PrincipalId))
                    .Max(share => (int?)share.AccessLevel),
                Shares = integration.Shares.OrderBy(share => share.PrincipalId).Select(share => new TwinShare(
                    share.PrincipalId, share.AccessLevel, share.CreatedAt, share.UpdatedAt, share.Principal.Name,
                    db.Users.Any(user => user.Id == share.GrantedBy && user.ManagedBy == null)
                        ? "user:" + share.GrantedBy
                        : null)).ToList(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return NotFound();
        var level = Math.Max(
            Math.Min(Math.Max(found.OwnLevel ?? 0, found.AdminLevel ?? 0), 3), Math.Min(found.TeamLevel ?? 0, 2));
        var access = new TwinAccess(found.IsOwner, found.Role ?? 0, level);
        if (!access.CanRead)
            return NotFound();
        var document = new ArrayBufferWriter<byte>(4096);
        ShareDocuments.WriteList(document, found.Id, access, found.Shares);
        await TwinResponse.SendAsync(HttpContext, document, TwinResponse.Hal);
        return new EmptyResult();
    }
}
