using Dapper;
using Hal.Sharing.Bench.Cases;
using Hal.Sharing.Bench.Overload;
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
            case [ProgramNames.Sink, var url]:
                await OtlpSink.RunAsync(url);
                return 0;
            case [OverloadRun.Name, .. var rest]:
                return await TryAsync(() => OverloadRun.RunAsync(rest));
            default:
                return await TryAsync(() => Bench.RunAsync(BenchOptions.Parse(arguments)));
        }
    }

    private static async Task<int> TryAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        catch (Exception exception)
        {
            // An exception that is not caught would end this process without ending those that it has started.
            Console.Error.WriteLine(exception);
            return 1;
        }
    }
}
