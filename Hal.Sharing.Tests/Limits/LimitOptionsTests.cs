using Hal.Sharing.Api;
using Hal.Sharing.Api.Limits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Limits;

/// <summary>A limit that cannot be read stops the start with one line.</summary>
public sealed class LimitOptionsTests
{
    [Theory]
    [InlineData("Limits:SearchesPerCaller", "0", "Limits:SearchesPerCaller is 0; it must be at least 1. To have no limits, set *")]
    [InlineData("Limits:RenamesPerHour", "-1", "Limits:RenamesPerHour is -1; it must be at least 1. *")]
    [InlineData("Limits:RequestBurst", "many", "The section Limits of the configuration cannot be read: *'many'*")]
    [InlineData("Limits:Enabled", "perhaps", "The section Limits of the configuration cannot be read: *'perhaps'*")]
    [InlineData("Limits:RequestPerMinute", "5", "The section Limits of the configuration cannot be read: *RequestPerMinute*")]
    [InlineData("Search:MaxPerCaller", "8", "Search:MaxPerCaller has a new name: set Limits:SearchesPerCaller instead.")]
    public void UnusableSetting_IsRefused(string key, string value, string message) =>
        new ServiceCollection().Invoking(services => services.AddLimits(Configuration((key, value))))
            .Should().Throw<StartupException>().WithMessage(message);

    [Fact]
    public void Defaults_HaveNoFault() => new LimitOptions().Fault().Should().BeNull();

    [Fact]
    public void EveryNumber_IsChecked()
    {
        var numbers = typeof(LimitOptions).GetProperties().Where(property => property.PropertyType == typeof(int)).ToList();

        foreach (var number in numbers)
        {
            var options = new LimitOptions();
            number.SetValue(options, 0);
            options.Fault().Should().StartWith($"Limits:{number.Name} is 0;");
        }
        numbers.Should().NotBeEmpty();
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
