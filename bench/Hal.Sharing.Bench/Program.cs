using Dapper;
using Hal.Sharing.Bench.Twins;
using Hal.Sharing.Bench.Twins.Ef;
using Hal.Sharing.Bench.Twins.Floor;
using Hal.Sharing.Bench.Twins.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Hal.Sharing.Bench;

/// <summary>Starts the bench or, with the name of a twin and a URL, that twin.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["floor", var url]:
                await FloorProgram.RunAsync(TwinSettings.Read(url));
                return 0;
            case ["mvc-dapper", var url]:
                DefaultTypeMap.MatchNamesWithUnderscores = true;
                await MvcTwinProgram.RunAsync<DapperController>(TwinSettings.Read(url), static _ => { });
                return 0;
            case ["ef-core", var url]:
                var settings = TwinSettings.Read(url);
                await MvcTwinProgram.RunAsync<EfController>(settings, services =>
                    services.AddDbContextPool<SharingContext>(options => options.UseNpgsql(settings.Source)));
                return 0;
            default:
                return await MeasureAsync(arguments);
        }
    }

    private static async Task<int> MeasureAsync(string[] arguments)
    {
        BenchOptions options;
        try
        {
            options = BenchOptions.Parse(arguments);
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        try
        {
            return await Bench.RunAsync(options);
        }
        catch (Exception exception)
        {
            // An exception that is not caught would end this process without ending those that it has started.
            Console.Error.WriteLine(exception);
            return 1;
        }
    }
}
