using Microsoft.EntityFrameworkCore;

namespace Hal.Sharing.Bench.Twins.Ef;

/// <summary>The tables of share lists as a model.</summary>
internal sealed class SharingContext(DbContextOptions<SharingContext> options) : DbContext(options)
{
    public DbSet<Principal> Principals => Set<Principal>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Integration> Integrations => Set<Integration>();

    public DbSet<Share> Shares => Set<Share>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Membership>().HasKey(membership => new { membership.TeamId, membership.UserId });
        modelBuilder.Entity<Share>().HasKey(share => new { share.IntegrationId, share.PrincipalId });
        modelBuilder.Entity<Share>().HasOne(share => share.Principal).WithMany().HasForeignKey(share => share.PrincipalId);
        modelBuilder.Entity<Integration>().HasMany(integration => integration.Shares).WithOne().HasForeignKey(share => share.IntegrationId);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.Name));
        }
    }

    private static string Snake(string name) => string.Concat(name.Select((letter, at) =>
        char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}

internal sealed class Principal
{
    public required string Id { get; init; }

    public required string Name { get; init; }
}

internal sealed class User
{
    public required string Id { get; init; }

    public bool IsSuperuser { get; init; }

    public string? ManagedBy { get; init; }
}

internal sealed class Membership
{
    public required string TeamId { get; init; }

    public required string UserId { get; init; }

    public short Role { get; init; }
}

internal sealed class Integration
{
    public required string Id { get; init; }

    public required string Slug { get; init; }

    public required string OwnerId { get; init; }

    public ICollection<Share> Shares { get; init; } = [];
}

internal sealed class Share
{
    public required string IntegrationId { get; init; }

    public required string PrincipalId { get; init; }

    public int AccessLevel { get; init; }

    public required string GrantedBy { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public required Principal Principal { get; init; }
}
